package dev.quartet.local.cloudfront.cache;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request line may name. */
final class Paths {
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");

    private Paths() {}

    /**
     * Returns what is wrong with {@code path}, or null. Dot segments and encoded slashes, backslashes and NULs are refused: an
     * origin could read them as another path than the behaviours did.
     */
    static @Nullable String wrong(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return "the path must begin with a slash";
        }
        boolean dots = path.indexOf('.') >= 0;
        int percent = path.indexOf('%');
        if (percent < 0) {
            return dots && DOT_SEGMENT.matcher(path).find() ? "the path has a dot segment" : controls(path);
        }
        if (DOT_SEGMENT.matcher(path).find()) {
            return "the path has a dot segment";
        }
        for (int at = percent; at >= 0; at = path.indexOf('%', at + 1)) {
            int value = at + 2 < path.length() ? hex(path.charAt(at + 1)) * 16 + hex(path.charAt(at + 2)) : -1;
            if (value < 0) {
                return "the path has a percent sign without two hex digits";
            }
            if (value == '/' || value == '\\' || value == 0) {
                return "the path has an encoded slash, backslash or NUL";
            }
        }
        return controls(path);
    }

    private static @Nullable String controls(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c == '\\' || c == 0x7f) {
                return "the path has a control character, space or backslash";
            }
        }
        return null;
    }

    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        return digit < 0 || c > 'f' ? -1000 : digit;
    }
}
