package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.AwsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** Reads parameters that arrive as JSON or CBOR numbers, or as texts from the query protocol. */
final class Json {
    private Json() {}

    static Optional<String> text(JsonNode node, String field) {
        var value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asString());
    }

    static String required(JsonNode node, String field) {
        return text(node, field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () -> new AwsException("MissingParameter", 400, "The parameter " + field + " is required."));
    }

    static double number(JsonNode node, String field, double otherwise) {
        var text = text(node, field);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text.get());
        } catch (NumberFormatException e) {
            throw invalid(field, text.get(), "a number");
        }
    }

    static int integer(JsonNode node, String field, int otherwise) {
        double value = number(node, field, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw invalid(field, String.valueOf(value), "a whole number");
        }
        return (int) value;
    }

    static boolean flag(JsonNode node, String field, boolean otherwise) {
        return text(node, field).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** Returns a time given as ISO 8601 text or as epoch seconds. */
    static Optional<Instant> time(JsonNode node, String field) {
        var value = node.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof POJONode pojo && pojo.getPojo() instanceof Instant instant) {
            return Optional.of(instant);
        }
        var text = value.asString();
        try {
            return Optional.of(
                    text.matches("-?[0-9.]+([eE][+-]?[0-9]+)?")
                            ? Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            throw invalid(field, text, "an ISO 8601 time with its offset or epoch seconds");
        }
    }

    static Instant requiredTime(JsonNode node, String field) {
        return time(node, field)
                .orElseThrow(
                        () -> new AwsException("MissingParameter", 400, "The parameter " + field + " is required."));
    }

    static List<ObjectNode> objects(JsonNode node, String field) {
        var result = new ArrayList<ObjectNode>();
        var value = node.get(field);
        if (value != null) {
            for (var element : value) {
                if (!(element instanceof ObjectNode object)) {
                    throw invalid(field, element.toString(), "structures");
                }
                result.add(object);
            }
        }
        return result;
    }

    static List<String> texts(JsonNode node, String field) {
        var result = new ArrayList<String>();
        var value = node.get(field);
        if (value != null) {
            value.forEach(element -> result.add(element.asString()));
        }
        return result;
    }

    /** Returns the dimensions of a metric, {@code [{Name, Value}]}. */
    static Map<String, String> dimensions(JsonNode node) {
        var result = new TreeMap<String, String>();
        for (var dimension : objects(node, "Dimensions")) {
            result.put(required(dimension, "Name"), required(dimension, "Value"));
        }
        return result;
    }

    private static AwsException invalid(String field, String value, String allowed) {
        return new AwsException(
                "InvalidParameterValue",
                400,
                "The value %s for parameter %s is not %s.".formatted(value, field, allowed));
    }
}
