package dev.quartet.updateserver.releases;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request's path, decoded once and cut into names; what could lead astray is none. */
final class RequestPath {
    private static final int MOST_NAMES = 32;
    private static final int LONGEST = 4096;

    private RequestPath() {}

    /**
     * Returns the names in {@code rawPath}, {@code /stable/1.2.0/app.zip}; empty when one of them is empty, begins with a dot,
     * or holds what separates names, a percent sign (encoded twice) or control characters.
     */
    static Optional<List<String>> parse(String rawPath) {
        if (!rawPath.startsWith("/") || rawPath.length() > LONGEST) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        for (var part : rawPath.substring(1).split("/", -1)) {
            var name = decode(part);
            if (name.isEmpty() || !allowed(name.get()) || names.size() == MOST_NAMES) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of(List.copyOf(names));
    }

    /** Returns if a file or folder of that name is anybody's to see. */
    static boolean allowed(String name) {
        if (name.isEmpty() || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\' || c == '%' || c == ';' || c < ' ' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(String part) {
        if (part.indexOf('%') < 0) {
            return Optional.of(part);
        }
        var bytes = ByteBuffer.allocate(part.length() * 3);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else if (i + 2 < part.length() && hex(part.charAt(i + 1)) >= 0 && hex(part.charAt(i + 2)) >= 0) {
                bytes.put((byte) (hex(part.charAt(i + 1)) << 4 | hex(part.charAt(i + 2))));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            // A decoder of its own: it refuses what is no UTF-8, overlong forms among it.
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
