package dev.quartet.updateserver.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file, both ends inclusive. Immutable.
 *
 * @param first negative when the range cannot be satisfied
 */
record ByteRange(long first, long last) {
    private static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a Range header for a file of {@code size} bytes. Empty when it is to be ignored, as RFC 9110, 14.2 allows: another
     * unit, malformed, or several ranges at once, which downloads do not ask for.
     */
    static Optional<ByteRange> parse(String header, long size) {
        var match = SINGLE.matcher(header);
        if (!match.matches()) {
            return Optional.empty();
        }
        var from = match.group(1);
        var to = match.group(2);
        if (from.isEmpty()) {
            if (to.isEmpty()) {
                return Optional.empty();
            }
            long suffix = number(to);
            return Optional.of(
                    suffix == 0 || size == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - suffix), size - 1));
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (first > last) {
            return Optional.empty(); // RFC 9110, 14.1.1: invalid
        }
        return Optional.of(first >= size ? UNSATISFIABLE : new ByteRange(first, Math.min(last, size - 1)));
    }

    boolean satisfiable() {
        return first >= 0;
    }

    long length() {
        return last - first + 1;
    }

    /** Returns digits as a number; beyond what a file can be long, the largest there is. */
    private static long number(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
