package dev.quartet.local.sns;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One condition of a filter policy on one value: a text, a number, {@code {"prefix": …}} and its kin. See <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html">SNS</a>.
 */
final class MatchRule {
    private MatchRule() {}

    /** Compiles; throws {@code InvalidParameter} for what SNS does not know. */
    static Predicate<JsonNode> of(JsonNode rule) {
        if (rule.isValueNode()) {
            return value -> same(rule, value);
        }
        if (!rule.isObject() || rule.size() != 1) {
            throw refused("Match value must be String, number, true, false, null or one match type, not " + rule);
        }
        var type = rule.propertyNames().iterator().next();
        return typed(type, rule.path(type));
    }

    private static Predicate<JsonNode> typed(String type, JsonNode operand) {
        return switch (type) {
            case "prefix" -> text(type, operand, String::startsWith);
            case "suffix" -> text(type, operand, String::endsWith);
            case "equals-ignore-case" -> text(type, operand, String::equalsIgnoreCase);
            case "wildcard" -> wildcard(operand);
            case "anything-but" -> anythingBut(operand);
            case "numeric" -> numeric(operand);
            default -> throw refused("Unrecognized match type " + type);
        };
    }

    private static Predicate<JsonNode> text(
            String type, JsonNode operand, java.util.function.BiPredicate<String, String> test) {
        if (!operand.isString()) {
            throw refused(type + " match pattern must be a string, not " + operand);
        }
        return value -> value.isString() && test.test(value.asString(), operand.asString());
    }

    private static Predicate<JsonNode> wildcard(JsonNode operand) {
        if (!operand.isString()) {
            throw refused("wildcard match pattern must be a string, not " + operand);
        }
        var regex = Pattern.compile(
                List.of(operand.asString().split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
        return value -> value.isString() && regex.matcher(value.asString()).matches();
    }

    private static Predicate<JsonNode> anythingBut(JsonNode operand) {
        if (operand.isObject()) {
            return of(operand).negate();
        }
        var excluded = new ArrayList<Predicate<JsonNode>>();
        for (var rule : operand.isArray() ? operand.values() : List.of(operand)) {
            if (!rule.isValueNode()) {
                throw refused("anything-but must hold texts or numbers, not " + rule);
            }
            excluded.add(of(rule));
        }
        return value -> excluded.stream().noneMatch(rule -> rule.test(value));
    }

    /** {@code ["=", 5]} or {@code [">", 0, "<=", 5]}. */
    private static Predicate<JsonNode> numeric(JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0 || operand.size() > 4) {
            throw refused("Value of numeric must be an array of operators and numbers, not " + operand);
        }
        var rules = new ArrayList<Predicate<JsonNode>>();
        for (int i = 0; i < operand.size(); i += 2) {
            var operator = operand.path(i).asString("");
            if (!operand.path(i + 1).isNumber()) {
                throw refused("Value of " + operator + " must be numeric, not " + operand.path(i + 1));
            }
            var bound = operand.path(i + 1).decimalValue();
            rules.add(value -> value.isNumber() && compares(operator, value.decimalValue(), bound));
            if (!List.of("=", "<", "<=", ">", ">=").contains(operator)) {
                throw refused("Unrecognized numeric range operator: " + operator);
            }
        }
        return value -> rules.stream().allMatch(rule -> rule.test(value));
    }

    private static boolean compares(String operator, BigDecimal value, BigDecimal bound) {
        int order = value.compareTo(bound);
        return switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean same(JsonNode rule, JsonNode value) {
        return (rule.isNumber() && value.isNumber())
                ? rule.decimalValue().compareTo(value.decimalValue()) == 0
                : rule.equals(value);
    }

    static dev.quartet.local.core.AwsException refused(String why) {
        return SnsErrors.invalid("FilterPolicy: " + why);
    }
}
