package dev.quartet.local.cloudfront.cache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Byte ranges (RFC 9110, 14). CloudFront answers the whole object to what is not in ascending order, overlaps or is malformed:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html
 */
final class ByteRanges {
    private static final int MOST_RANGES = 100;

    private ByteRanges() {}

    /** From the first to the last byte, both included. */
    record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    /**
     * Returns the ranges that {@code header} asks of {@code length} bytes; null when the whole is to be answered; empty when
     * none of them can be satisfied (416).
     */
    static @Nullable List<Range> parse(@Nullable String header, long length) {
        if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return null;
        }
        var result = new ArrayList<Range>();
        long end = -1;
        for (var text : header.substring(6).split(",", -1)) {
            var range = parseOne(text.strip(), length);
            if (range == null) {
                return null;
            }
            if (range.first() >= length || range.length() <= 0) {
                continue; // not satisfiable, the others may be
            }
            if (range.first() <= end || result.size() == MOST_RANGES) {
                return null;
            }
            end = range.last();
            result.add(range);
        }
        return result;
    }

    private static @Nullable Range parseOne(String text, long length) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return null;
        }
        long first = number(text.substring(0, dash));
        long last = number(text.substring(dash + 1));
        if (dash == 0) { // the last so many bytes
            return last < 0
                    ? null
                    : last == 0 ? new Range(length, length - 1) : new Range(Math.max(0, length - last), length - 1);
        }
        if (first < 0 || (last < 0 && dash + 1 < text.length()) || (last >= 0 && last < first)) {
            return null;
        }
        return new Range(first, last < 0 ? Math.max(first, length - 1) : Math.min(last, Math.max(first, length - 1)));
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(digits);
    }
}
