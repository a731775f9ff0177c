package dev.quartet.local.iam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One statement of a policy, ready to be asked. Immutable.
 *
 * @param sid or its position, for messages
 * @param policy name of the policy, for messages
 * @param actions lower case
 * @param notAction if {@code actions} are excepted
 * @param resources empty in trust policies
 * @param notResource if {@code resources} are excepted
 * @param principals of resource and trust policies
 * @param notPrincipal if {@code principals} are excepted
 */
record Statement(
        String sid,
        String policy,
        boolean allow,
        List<Glob> actions,
        boolean notAction,
        List<ArnPattern> resources,
        boolean notResource,
        Optional<Principals> principals,
        boolean notPrincipal,
        List<Condition> conditions) {
    Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    /** Returns if action and resource match, conditions left out. */
    boolean covers(String action, String resource, RequestContext context) {
        return coversAction(action) && coversResource(resource, context);
    }

    /** Returns if all conditions hold. */
    boolean conditionsHold(RequestContext context) {
        for (var condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first condition that does not hold. */
    Optional<Condition> failing(RequestContext context) {
        return conditions.stream().filter(c -> !c.holds(context)).findFirst();
    }

    private boolean coversAction(String action) {
        var lower = action.toLowerCase(Locale.ROOT);
        for (var glob : actions) {
            if (glob.matches(lower, key -> Optional.empty())) {
                return !notAction;
            }
        }
        return notAction;
    }

    private boolean coversResource(String resource, RequestContext context) {
        if (resources.isEmpty()) {
            return true;
        }
        for (var pattern : resources) {
            if (pattern.matches(resource, context::value)) {
                return !notResource;
            }
        }
        return notResource;
    }
}
