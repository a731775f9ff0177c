package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html">filter pattern</a> in EventBridge's
 * language: all fields must match, each by one of its values. Immutable.
 */
final class EventPattern {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_LENGTH = 4096;

    private final Predicate<JsonNode> test;

    private EventPattern(Predicate<JsonNode> test) {
        this.test = test;
    }

    /** Parses a pattern; throws {@code InvalidParameterValueException} for one that Lambda would not take. */
    static EventPattern parse(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw invalid("%d characters; allowed are %d".formatted(pattern.length(), MAX_LENGTH));
        }
        JsonNode root;
        try {
            root = JSON.readTree(pattern);
        } catch (JacksonException e) {
            throw invalid("not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject() || root.isEmpty()) {
            throw invalid("it must be an object of at least one field");
        }
        return new EventPattern(object(root));
    }

    boolean matches(JsonNode event) {
        return test.test(event);
    }

    private static Predicate<JsonNode> object(JsonNode pattern) {
        var tests = new ArrayList<Predicate<JsonNode>>();
        for (var field : pattern.properties()) {
            var value = field.getValue();
            var name = field.getKey();
            if (name.equals("$or") && value.isArray()) {
                var choices = new ArrayList<Predicate<JsonNode>>();
                value.forEach(choice -> choices.add(object(choice)));
                tests.add(event -> choices.stream().anyMatch(choice -> choice.test(event)));
            } else if (value.isObject()) {
                var inner = object(value);
                tests.add(event -> anyOf(event.path(name), inner));
            } else if (value.isArray() && !value.isEmpty()) {
                var values = new ArrayList<Predicate<JsonNode>>();
                value.forEach(each -> values.add(value(name, each)));
                tests.add(event -> values.stream().anyMatch(each -> each.test(event.path(name))));
            } else {
                throw invalid("\"%s\" must be an object or an array of at least one value".formatted(name));
            }
        }
        return event -> tests.stream().allMatch(each -> each.test(event));
    }

    private static Predicate<JsonNode> value(String field, JsonNode value) {
        if (!value.isObject()) {
            if (value.isArray()) {
                throw invalid("\"%s\" has an array inside its array".formatted(field));
            }
            return event -> !event.isMissingNode() && anyOf(event, each -> same(each, value));
        }
        if (value.size() != 1) {
            throw invalid("a comparison of \"%s\" must have one operator, not %d".formatted(field, value.size()));
        }
        var entry = value.properties().iterator().next();
        var operand = entry.getValue();
        return switch (entry.getKey()) {
            case "exists" -> {
                boolean wanted = operand.asBoolean();
                yield event -> (event.isMissingNode() || event.isObject()) != wanted;
            }
            case "anything-but" -> {
                var not = anythingBut(field, operand);
                yield event -> !event.isMissingNode() && anyOf(event, each -> !not.test(each));
            }
            default -> {
                var test = comparison(field, entry.getKey(), operand);
                yield event -> anyOf(event, test);
            }
        };
    }

    private static Predicate<JsonNode> anythingBut(String field, JsonNode operand) {
        if (operand.isObject() && operand.size() == 1) {
            var inner = operand.properties().iterator().next();
            return comparison(field, inner.getKey(), inner.getValue());
        }
        var values = new ArrayList<JsonNode>();
        if (operand.isArray()) {
            operand.forEach(values::add);
        } else {
            values.add(operand);
        }
        return event -> values.stream().anyMatch(each -> same(event, each));
    }

    private static Predicate<JsonNode> comparison(String field, String operator, JsonNode operand) {
        return switch (operator) {
            case "prefix" -> text(operand, (event, wanted) -> event.startsWith(wanted));
            case "suffix" -> text(operand, (event, wanted) -> event.endsWith(wanted));
            case "equals-ignore-case" -> text(operand, (event, wanted) -> event.equalsIgnoreCase(wanted));
            case "numeric" -> numeric(field, operand);
            default ->
                throw invalid(
                        "\"%s\" is compared by \"%s\"; allowed are prefix, suffix, equals-ignore-case, numeric, exists, anything-but"
                                .formatted(field, operator));
        };
    }

    private static Predicate<JsonNode> text(
            JsonNode operand, java.util.function.BiPredicate<String, String> comparison) {
        if (operand.isObject() && operand.has("equals-ignore-case")) {
            var wanted = operand.path("equals-ignore-case").asString("").toLowerCase(Locale.ROOT);
            return event -> event.isString() && comparison.test(event.asString().toLowerCase(Locale.ROOT), wanted);
        }
        if (!operand.isString()) {
            throw invalid("a text is needed instead of " + operand);
        }
        var wanted = operand.asString();
        return event -> event.isString() && comparison.test(event.asString(), wanted);
    }

    private static Predicate<JsonNode> numeric(String field, JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0) {
            throw invalid("numeric of \"%s\" must be pairs of operator and number".formatted(field));
        }
        List<Predicate<BigDecimal>> tests = new ArrayList<>();
        for (int i = 0; i < operand.size(); i += 2) {
            if (!operand.get(i + 1).isNumber()) {
                throw invalid("numeric of \"%s\" compares with %s".formatted(field, operand.get(i + 1)));
            }
            var bound = operand.get(i + 1).decimalValue();
            tests.add(
                    switch (operand.get(i).asString("")) {
                        case "=" -> number -> number.compareTo(bound) == 0;
                        case "<" -> number -> number.compareTo(bound) < 0;
                        case "<=" -> number -> number.compareTo(bound) <= 0;
                        case ">" -> number -> number.compareTo(bound) > 0;
                        case ">=" -> number -> number.compareTo(bound) >= 0;
                        default ->
                            throw invalid("numeric of \"%s\" has operator %s; allowed are =, <, <=, >, >="
                                    .formatted(field, operand.get(i)));
                    });
        }
        return event -> event.isNumber() && tests.stream().allMatch(each -> each.test(event.decimalValue()));
    }

    /** An array matches by any of its elements. */
    private static boolean anyOf(JsonNode event, Predicate<JsonNode> test) {
        if (!event.isArray()) {
            return test.test(event);
        }
        for (var each : event) {
            if (test.test(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(JsonNode event, JsonNode wanted) {
        return (event.isNumber() && wanted.isNumber())
                ? event.decimalValue().compareTo(wanted.decimalValue()) == 0
                : event.equals(wanted);
    }

    private static AwsException invalid(String why) {
        return new AwsException(
                "InvalidParameterValueException", 400, "Invalid filter pattern definition. (%s)".formatted(why));
    }
}
