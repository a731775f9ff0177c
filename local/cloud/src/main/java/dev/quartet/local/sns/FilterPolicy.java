package dev.quartet.local.sns;

import dev.quartet.local.core.MessageAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which messages a subscription wants. See <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">SNS</a>. Immutable.
 */
final class FilterPolicy {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_KEYS = 5;

    /** Tells if any of these values is accepted. */
    private record Rule(List<Predicate<JsonNode>> conditions, boolean absent, boolean present) {
        boolean accepts(List<JsonNode> values) {
            return (absent && values.isEmpty())
                    || (present && !values.isEmpty())
                    || values.stream()
                            .anyMatch(value -> conditions.stream().anyMatch(condition -> condition.test(value)));
        }
    }

    private final String text;
    private final boolean onBody;
    private final Predicate<List<JsonNode>> policy;

    private FilterPolicy(String text, boolean onBody, Predicate<List<JsonNode>> policy) {
        this.text = text;
        this.onBody = onBody;
        this.policy = policy;
    }

    /**
     * Parses; throws {@code InvalidParameter} for what SNS would refuse.
     *
     * @param scope {@code MessageAttributes} or {@code MessageBody}
     */
    static FilterPolicy parse(String json, String scope) {
        if (!List.of("MessageAttributes", "MessageBody").contains(scope)) {
            throw SnsErrors.invalid("FilterPolicyScope: Invalid value [" + scope
                    + "]. Please use either MessageBody or MessageAttributes");
        }
        var onBody = scope.equals("MessageBody");
        var node = read(json);
        if (node == null || !node.isObject()) {
            throw MatchRule.refused("Filter policy is not a JSON object: " + json);
        }
        if (node.size() > MOST_KEYS) {
            throw MatchRule.refused("Filter policy can not have more than 5 keys");
        }
        return new FilterPolicy(json, onBody, object(node, onBody));
    }

    /** Returns if a message is wanted. */
    boolean accepts(String body, Map<String, MessageAttribute> attributes) {
        if (!onBody) {
            return policy.test(List.of(node(attributes)));
        }
        var node = read(body);
        return node != null && node.isObject() && policy.test(List.of(node));
    }

    String scope() {
        return onBody ? "MessageBody" : "MessageAttributes";
    }

    @Override
    public String toString() {
        return text;
    }

    private static Predicate<List<JsonNode>> object(JsonNode policy, boolean nested) {
        var all = new ArrayList<Predicate<List<JsonNode>>>();
        policy.properties().forEach(member -> {
            var key = member.getKey();
            var value = member.getValue();
            if (key.equals("$or") && value.isArray()) {
                var some = value.valueStream()
                        .map(branch -> object(branch, nested))
                        .toList();
                all.add(contexts -> some.stream().anyMatch(branch -> branch.test(contexts)));
            } else if (value.isArray()) {
                var rule = rule(value);
                all.add(contexts -> rule.accepts(values(contexts, key)));
            } else if (value.isObject() && nested) {
                var inner = object(value, true);
                all.add(contexts -> inner.test(values(contexts, key)));
            } else {
                throw MatchRule.refused("\"" + key + "\" must be an object or an array");
            }
        });
        return contexts -> all.stream().allMatch(part -> part.test(contexts));
    }

    private static Rule rule(JsonNode array) {
        if (array.isEmpty()) {
            throw MatchRule.refused("Empty arrays are not allowed");
        }
        var conditions = new ArrayList<Predicate<JsonNode>>();
        var absent = false;
        var present = false;
        for (var condition : array) {
            var exists = condition.path("exists");
            if (exists.isBoolean()) {
                present |= exists.asBoolean();
                absent |= !exists.asBoolean();
            } else {
                conditions.add(MatchRule.of(condition));
            }
        }
        return new Rule(List.copyOf(conditions), absent, present);
    }

    /** Returns what lies under {@code key}; of arrays their elements, each of which may match. */
    private static List<JsonNode> values(List<JsonNode> contexts, String key) {
        var result = new ArrayList<JsonNode>();
        contexts.forEach(context -> flatten(context.get(key), result));
        return result;
    }

    private static void flatten(@org.jspecify.annotations.Nullable JsonNode node, List<JsonNode> into) {
        if (node == null) {
            return;
        }
        if (node.isArray()) {
            node.forEach(element -> flatten(element, into));
        } else {
            into.add(node);
        }
    }

    private static JsonNode node(Map<String, MessageAttribute> attributes) {
        var result = JSON.createObjectNode();
        attributes.forEach((name, attribute) -> {
            var parsed = attribute.dataType().equals("String") ? null : read(attribute.value());
            if (!attribute.binary()) {
                result.set(name, parsed == null ? result.stringNode(attribute.value()) : parsed);
            }
        });
        return result;
    }

    private static @org.jspecify.annotations.Nullable JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return null; // not JSON: no filter on a body accepts it
        }
    }
}
