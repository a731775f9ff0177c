package dev.quartet.updateserver.log;

import org.jspecify.annotations.Nullable;

/** A flat JSON object on a line of its own. Not thread-safe. */
final class JsonLine {
    private final StringBuilder out;
    private boolean first = true;

    JsonLine(StringBuilder out) {
        this.out = out.append('{');
    }

    /** Adds a text; nothing for null. */
    JsonLine put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            text(value);
        }
        return this;
    }

    JsonLine put(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    void end() {
        out.append("}\n");
    }

    private void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        text(name);
        out.append(':');
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private void text(String value) {
        out.append('"');
        if (plain(value)) {
            out.append(value).append('"');
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7F) { // client's bytes: nothing but ASCII reaches a terminal
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
