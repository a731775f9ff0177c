package dev.quartet.local.apigateway.shared;

import tools.jackson.core.io.JsonStringEncoder;

/** Escapes text for the inside of a JSON string. */
public final class JsonText {
    private JsonText() {}

    /** Returns {@code text} without what would end or break a JSON string or a log line. */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
            }
        }
        return text;
    }
}
