package dev.quartet.infra.policy;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One statement of a policy. Immutable; {@code on}, {@code by} and {@code when} return copies. An Allow names each
 * action, and a {@code *} resource only where AWS knows no resource for the actions ({@link Unscoped}).
 */
public record Statement(
        String sid,
        String effect,
        List<String> actions,
        List<Output<String>> resources,
        Optional<Principal> principal,
        List<Condition> conditions) {
    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
        if (effect.equals("Allow") && actions.stream().anyMatch(action -> action.contains("*"))) {
            throw new IllegalArgumentException(sid + " allows " + actions + "; allowed: actions without wildcards");
        }
    }

    /** Returns an Allow of these actions on nothing yet. */
    public static Statement allow(String sid, String... actions) {
        return new Statement(sid, "Allow", List.of(actions), List.of(), Optional.empty(), List.of());
    }

    /** Returns a Deny of these actions on nothing yet. */
    public static Statement deny(String sid, String... actions) {
        return new Statement(sid, "Deny", List.of(actions), List.of(), Optional.empty(), List.of());
    }

    /** Adds a resource by ARN. */
    public Statement on(Output<String> arn) {
        List<Output<String>> all = new ArrayList<>(resources);
        all.add(scoped(arn));
        return new Statement(sid, effect, actions, all, principal, conditions);
    }

    /** Adds a resource by ARN. */
    public Statement on(String arn) {
        return on(Output.of(arn));
    }

    /** Speaks of every resource; only for actions that know none. */
    public Statement onEverything() {
        if (!Unscoped.ACTIONS.containsAll(actions)) {
            throw new IllegalArgumentException(sid + " allows " + actions
                    + " on everything; allowed: resources by ARN, as these actions have them");
        }
        return new Statement(sid, effect, actions, List.of(Output.of("*")), principal, conditions);
    }

    /** Names the principal, in trust and resource policies. */
    public Statement by(Principal who) {
        return new Statement(sid, effect, actions, resources, Optional.of(who), conditions);
    }

    /** Adds a condition. */
    public Statement when(String operator, String key, String... values) {
        return when(operator, key, Stream.of(values).map(Output::of).toList());
    }

    /** Adds a condition. */
    public Statement when(String operator, String key, Output<String> value) {
        return when(operator, key, List.of(value));
    }

    private Statement when(String operator, String key, List<Output<String>> values) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(new Condition(operator, key, values));
        return new Statement(sid, effect, actions, resources, principal, all);
    }

    private Output<String> scoped(Output<String> arn) {
        return arn.applyValue(value -> {
            if (value.equals("*")) {
                throw new IllegalArgumentException(sid + " names the resource *; allowed: resources by ARN");
            }
            return value;
        });
    }

    /** Returns the statement with its values known, keys in the order in which AWS documents them. */
    Output<Map<String, Object>> toJson() {
        Output<Object> who = principal.map(Principal::toJson).orElseGet(() -> Output.of((Object) ""));
        List<Output<String>> values =
                conditions.stream().flatMap(c -> c.values().stream()).toList();
        return Output.tuple(who, Output.all(resources), Output.all(values)).applyValue(known -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("Sid", sid);
            json.put("Effect", effect);
            if (principal.isPresent()) {
                json.put("Principal", known.t1);
            }
            json.put("Action", actions);
            if (!resources.isEmpty()) {
                json.put("Resource", known.t2);
            }
            if (!conditions.isEmpty()) {
                json.put("Condition", conditionsJson(known.t3));
            }
            return json;
        });
    }

    private Map<String, Map<String, Object>> conditionsJson(List<String> known) {
        Map<String, Map<String, Object>> json = new LinkedHashMap<>();
        int next = 0;
        for (Condition condition : conditions) {
            int end = next + condition.values().size();
            List<String> values = known.subList(next, end);
            json.computeIfAbsent(condition.operator(), operator -> new LinkedHashMap<>())
                    .put(condition.key(), values.size() == 1 ? values.get(0) : values);
            next = end;
        }
        return json;
    }
}
