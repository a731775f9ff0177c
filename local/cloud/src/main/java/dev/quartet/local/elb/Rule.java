package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One rule of a listener. Immutable.
 *
 * @param priority 1 to 50,000; {@link #DEFAULT} for the rule that takes what no other does
 */
record Rule(String arn, int priority, List<Condition> conditions, Action action) {
    /** The default rule's place: after all others. */
    static final int DEFAULT = Integer.MAX_VALUE;

    Rule {
        requireNonNull(arn, "arn is null");
        conditions = List.copyOf(conditions);
        requireNonNull(action, "action is null");
    }

    /** Returns if {@code request} meets all conditions. */
    boolean meets(Call request) {
        for (var condition : conditions) {
            if (!condition.meets(request)) {
                return false;
            }
        }
        return true;
    }

    boolean isDefault() {
        return priority == DEFAULT;
    }
}
