package dev.quartet.local.iam;

import java.util.Collection;
import java.util.List;

/**
 * One operator on one key. Several values of the policy are alternatives; with {@code ForAllValues} and {@code ForAnyValue}
 * the request's values count one by one. Immutable.
 *
 * @param set {@code ForAllValues}, {@code ForAnyValue} or empty
 * @param ifExists if an absent key fulfils it
 * @param key in lower case
 * @param expected the policy's values as written, for messages
 */
record Condition(
        String set, Operator operator, boolean ifExists, String key, List<String> expected, List<Operator.Test> tests) {
    /** Parses; throws {@link IllegalArgumentException} saying what is not understood. */
    static Condition of(String operatorName, String key, List<String> expected) {
        var name = operatorName;
        var set = "";
        var colon = name.indexOf(':');
        if (colon >= 0) {
            set = name.substring(0, colon);
            name = name.substring(colon + 1);
            if (!set.equals("ForAllValues") && !set.equals("ForAnyValue")) {
                throw new IllegalArgumentException("unknown condition operator " + operatorName);
            }
        }
        var ifExists = name.endsWith("IfExists");
        if (ifExists) {
            name = name.substring(0, name.length() - "IfExists".length());
        }
        var operator = Operator.of(name);
        if (ifExists && operator == Operator.NULL) {
            throw new IllegalArgumentException("unknown condition operator " + operatorName);
        }
        ConditionKeys.requireKnown(key);
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(operatorName + " of " + key + " has no values");
        }
        return new Condition(
                set,
                operator,
                ifExists,
                ConditionKeys.normal(key),
                List.copyOf(expected),
                expected.stream().map(operator::test).toList());
    }

    /** Returns if it holds for a request. */
    boolean holds(RequestContext context) {
        var actual = context.values(key);
        if (operator == Operator.NULL) {
            return tests.getFirst().matches(String.valueOf(actual.isEmpty()), context::value);
        }
        if (actual.isEmpty()) {
            return ifExists || set.equals("ForAllValues") || (operator.negated() && set.isEmpty());
        }
        return set.equals("ForAllValues")
                ? actual.stream().allMatch(value -> one(value, context))
                : set.equals("ForAnyValue")
                        ? actual.stream().anyMatch(value -> one(value, context))
                        : plain(actual, context);
    }

    /** Without a set operator, a negated one must not match any value. */
    private boolean plain(Collection<String> actual, RequestContext context) {
        return operator.negated()
                ? actual.stream().allMatch(value -> one(value, context))
                : actual.stream().anyMatch(value -> one(value, context));
    }

    private boolean one(String value, RequestContext context) {
        for (var test : tests) {
            if (test.matches(value, context::value)) {
                return !operator.negated();
            }
        }
        return operator.negated();
    }

    /** Returns it in words, with what the request brought. */
    String toWords(RequestContext context) {
        var actual = context.values(key);
        return "%s%s %s %s, but the request has %s"
                .formatted(
                        set.isEmpty() ? "" : set + ":",
                        operator,
                        key,
                        expected,
                        actual.isEmpty() ? "no such key" : actual);
    }
}
