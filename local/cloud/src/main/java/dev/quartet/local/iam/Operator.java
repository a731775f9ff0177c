package dev.quartet.local.iam;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Condition operators. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM</a>.
 */
enum Operator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
    BOOL("Bool", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_NOT_LIKE("ArnNotLike", true),
    NULL("Null", false);

    private final String spelling;
    private final boolean negated;

    Operator(String spelling, boolean negated) {
        this.spelling = spelling;
        this.negated = negated;
    }

    /** Returns the operator that AWS spells {@code name}; throws {@link IllegalArgumentException}. */
    static Operator of(String name) {
        for (var operator : values()) {
            if (operator.spelling.equalsIgnoreCase(name)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("unknown condition operator " + name);
    }

    /** Returns if it is a Not…: true when no value matches, and when the key is absent. */
    boolean negated() {
        return negated;
    }

    /** Returns a test of one value of the request against {@code expected}; throws {@link IllegalArgumentException}. */
    Test test(String expected) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> {
                var glob = Glob.of(expected, false, true);
                yield glob::matches;
            }
            case STRING_LIKE, STRING_NOT_LIKE -> {
                var glob = Glob.of(expected, true, true);
                yield glob::matches;
            }
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> {
                var glob = Glob.of(expected.toLowerCase(Locale.ROOT), false, true);
                yield (actual, context) -> glob.matches(actual.toLowerCase(Locale.ROOT), key -> context.apply(key)
                        .map(v -> v.toLowerCase(Locale.ROOT)));
            }
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> {
                var arn = ArnPattern.of(expected, true);
                yield arn::matches;
            }
            case BOOL, NULL -> {
                if (!expected.equalsIgnoreCase("true") && !expected.equalsIgnoreCase("false")) {
                    throw new IllegalArgumentException(spelling + " takes true or false, not " + expected);
                }
                yield (actual, context) -> actual.equalsIgnoreCase(expected);
            }
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> number(expected, c -> c == 0);
            case NUMERIC_LESS_THAN -> number(expected, c -> c < 0);
            case NUMERIC_LESS_THAN_EQUALS -> number(expected, c -> c <= 0);
            case NUMERIC_GREATER_THAN -> number(expected, c -> c > 0);
            case NUMERIC_GREATER_THAN_EQUALS -> number(expected, c -> c >= 0);
            case DATE_EQUALS, DATE_NOT_EQUALS -> date(expected, c -> c == 0);
            case DATE_LESS_THAN -> date(expected, c -> c < 0);
            case DATE_LESS_THAN_EQUALS -> date(expected, c -> c <= 0);
            case DATE_GREATER_THAN -> date(expected, c -> c > 0);
            case DATE_GREATER_THAN_EQUALS -> date(expected, c -> c >= 0);
            case IP_ADDRESS, NOT_IP_ADDRESS -> {
                var range = IpRange.of(expected);
                yield (actual, context) -> range.contains(actual);
            }
        };
    }

    @Override
    public String toString() {
        return spelling;
    }

    private static Test number(String expected, Comparison comparison) {
        var number = parse(expected).orElseThrow(() -> new IllegalArgumentException("'" + expected + "' is no number"));
        return (actual, context) ->
                parse(actual).filter(a -> comparison.holds(a.compareTo(number))).isPresent();
    }

    private static Optional<BigDecimal> parse(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Test date(String expected, Comparison comparison) {
        var date = instant(expected).orElseThrow(() -> new IllegalArgumentException("'" + expected + "' is no date"));
        return (actual, context) ->
                instant(actual).filter(a -> comparison.holds(a.compareTo(date))).isPresent();
    }

    private static Optional<Instant> instant(String text) {
        try {
            if (text.matches("[0-9]{9,}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One value of the request against one of the policy. */
    @FunctionalInterface
    interface Test {
        boolean matches(String actual, Function<String, Optional<String>> context);
    }

    @FunctionalInterface
    private interface Comparison {
        boolean holds(int comparison);
    }

    /** A CIDR block. */
    private record IpRange(byte[] address, int bits) {
        static IpRange of(String cidr) {
            var slash = cidr.indexOf('/');
            var address = address(slash < 0 ? cidr : cidr.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException("'" + cidr + "' is no IP address or CIDR block");
            }
            var bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("'" + cidr + "' is no CIDR block");
            }
            return new IpRange(address, bits);
        }

        boolean contains(String ip) {
            var other = address(ip);
            if (other == null || other.length != address.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static byte @org.jspecify.annotations.Nullable [] address(String text) {
            // Literals alone: a name would be looked up.
            if (!text.matches("[0-9a-fA-F:.]+") || !text.matches(".*[.:].*")) {
                return null;
            }
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                return null;
            }
        }
    }
}
