package dev.quartet.local.runtime;

import java.nio.charset.StandardCharsets;

/** The JSON that the Runtime API takes for a failure: errorMessage, errorType, stackTrace. */
final class ErrorReport {
    private static final int MAX_FRAMES = 100;

    private ErrorReport() {}

    static byte[] json(Throwable failure) {
        StringBuilder json = new StringBuilder(1024).append("{\"errorMessage\":");
        quote(json, String.valueOf(failure.getMessage()));
        json.append(",\"errorType\":");
        quote(json, failure.getClass().getName());
        json.append(",\"stackTrace\":[");
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            if (i > 0) {
                json.append(',');
            }
            quote(json, frames[i].toString());
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
