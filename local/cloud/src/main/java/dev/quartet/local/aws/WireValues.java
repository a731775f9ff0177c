package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Reads members of an operation's input alike in every protocol: query/XML brings all of them as text, JSON and CBOR bring
 * numbers, booleans and seconds since the epoch.
 */
public final class WireValues {
    private WireValues() {}

    /** Returns a text member; empty when absent or null. */
    public static Optional<String> text(JsonNode input, String member) {
        var value = input.get(member);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw invalid(member, value, "a text");
        }
        return Optional.of(value.asString());
    }

    /** Returns a text member; throws {@code ValidationException} when it is absent. */
    public static String requiredText(JsonNode input, String member) {
        return text(input, member)
                .orElseThrow(() -> new AwsException("ValidationException", 400, "Missing required member " + member));
    }

    /** Returns a whole number; throws {@code ValidationException} when it is none. */
    public static OptionalInt integer(JsonNode input, String member) {
        var number = number(input, member);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        var value = number.getAsDouble();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw invalid(member, input.path(member), "a whole number");
        }
        return OptionalInt.of((int) value);
    }

    /** Returns a number; throws {@code ValidationException} when it is none. */
    public static OptionalDouble number(JsonNode input, String member) {
        var value = input.get(member);
        if (value == null || value.isNull()) {
            return OptionalDouble.empty();
        }
        if (value.isNumber()) {
            return OptionalDouble.of(value.asDouble());
        }
        if (value.isString()) {
            try {
                return OptionalDouble.of(Double.parseDouble(value.asString()));
            } catch (NumberFormatException e) {
                throw invalid(member, value, "a number");
            }
        }
        throw invalid(member, value, "a number");
    }

    /** Returns a flag, or {@code otherwise} when it is absent. */
    public static boolean flag(JsonNode input, String member, boolean otherwise) {
        var value = input.get(member);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return switch (value.asString("")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(member, value, "true or false");
        };
    }

    /** Returns a time: ISO 8601 in a query, seconds since the epoch elsewhere. */
    public static Optional<Instant> instant(JsonNode input, String member) {
        var value = input.get(member);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(value.asDouble() * 1000)));
        }
        if (value.isString()) {
            try {
                return Optional.of(OffsetDateTime.parse(value.asString()).toInstant());
            } catch (DateTimeException e) {
                throw invalid(member, value, "a time such as 2026-01-31T12:00:00Z");
            }
        }
        throw invalid(member, value, "a time");
    }

    private static AwsException invalid(String member, JsonNode value, String allowed) {
        return new AwsException("ValidationException", 400, "%s must be %s, not %s".formatted(member, allowed, value));
    }
}
