package dev.quartet.functions.services.events;

import java.util.List;
import java.util.regex.Pattern;

/** What the fields of events may hold; docs/events says the same as JSON Schema, and a test holds the two together. */
final class Rules {
    static final Pattern ORDER_ID = Pattern.compile("[0-9a-f]{32}");
    static final Pattern ORDER_EVENT_ID = Pattern.compile("[0-9a-f]{32}#[1-9][0-9]{0,9}");
    static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    static final Pattern SKU = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,39}");
    static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,4})?");
    static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    static final Pattern REASON = Pattern.compile("[A-Z][A-Z_]{0,39}");
    static final int MAX_QUANTITY = 1_000;
    static final int MAX_LINES = 20;
    static final int MAX_CUSTOMER = 100;
    private static final int SHOWN = 60;

    private Rules() {}

    static void matches(String field, String value, Pattern allowed) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + " is '" + shortened(value) + "'; allowed is " + allowed.pattern());
        }
    }

    /** Characters as JSON Schema counts them: code points. */
    static void length(String field, String value, int max) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > max) {
            throw new IllegalArgumentException(field + " has " + length + " characters; allowed are 1 to " + max);
        }
    }

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " is " + value + "; allowed is " + min + " to " + max);
        }
    }

    static void lines(List<?> lines) {
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("lines has " + lines.size() + " entries; allowed are 1 to " + MAX_LINES);
        }
    }

    /** Nothing of any length goes into a log or a message's attribute. */
    static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
