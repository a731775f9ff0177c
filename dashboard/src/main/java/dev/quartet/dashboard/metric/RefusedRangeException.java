package dev.quartet.dashboard.metric;

/** A time range that is not allowed; {@link #value} is what was asked for, {@link #rule} what it breaks. */
public final class RefusedRangeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What a range must obey. */
    public enum Rule {
        /** A duration, or a pair of instants. */
        FORM("5 minutes to 30 days in whole minutes, as an ISO 8601 duration from PT5M to P30D such as PT90M,"
                + " PT12H, P7D, or two instants in UTC such as 2026-11-22T10:00Z/2026-11-22T12:00Z"),
        /** {@code from} and {@code to} go together, each an instant. */
        INSTANTS("from and to, each an instant in UTC of whole minutes such as 2026-11-22T10:00Z"),
        ORDER("a from before its to"),
        /** For ranges between two instants. */
        LENGTH("5 minutes to 90 days between from and to"),
        FUTURE("a range that ends by now"),
        /** CloudWatch keeps no older points. */
        AGE("a range that begins in the last 455 days");

        private final String allowed;

        Rule(String allowed) {
            this.allowed = allowed;
        }
    }

    private final Rule rule;
    private final String value;

    RefusedRangeException(Rule rule, String value) {
        super("range is '%s'; allowed is %s".formatted(value, rule.allowed));
        this.rule = rule;
        this.value = value;
    }

    /** The broken rule. */
    public Rule rule() {
        return rule;
    }

    /** What was asked for. */
    public String value() {
        return value;
    }
}
