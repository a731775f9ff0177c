package dev.quartet.local.iam;

import java.util.List;
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
    boolean covers(RequestContext context) {
        return coversAction(context.action()) && coversResource(context);
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
        for (var glob : actions) {
            if (glob.matches(action, key -> Optional.empty())) {
                return !notAction;
            }
        }
        return notAction;
    }

    private boolean coversResource(RequestContext context) {
        if (resources.isEmpty()) {
            return true;
        }
        for (var pattern : resources) {
            if (pattern.matches(context.resource(), context::value)) {
                return !notResource;
            }
        }
        return notResource;
    }
}
