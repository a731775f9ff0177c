package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.ProvisionException;
import java.util.BitSet;
import java.util.regex.Pattern;

/** Which statuses mean health: {@code 200}, {@code 200,202} or {@code 200-299}. Immutable. */
final class StatusMatcher {
    private static final Pattern PART = Pattern.compile("([2-4]\\d\\d)(?:-([2-4]\\d\\d))?");

    private final String text;
    private final BitSet statuses;

    private StatusMatcher(String text, BitSet statuses) {
        this.text = text;
        this.statuses = statuses;
    }

    /** Parses {@code text}; throws {@link ProvisionException} naming {@code owner} when it is none. */
    static StatusMatcher parse(String owner, String text) {
        var statuses = new BitSet();
        for (var part : requireNonNull(text, "text is null").split(",", -1)) {
            var match = PART.matcher(part.strip());
            if (!match.matches()) {
                throw new ProvisionException(
                        "%s: ValidationError: matcher '%s' must be codes from 200 to 499, such as 200,202 or 200-299"
                                .formatted(owner, text));
            }
            int first = Integer.parseInt(match.group(1));
            int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
            statuses.set(first, Math.max(first, last) + 1);
        }
        return new StatusMatcher(text, statuses);
    }

    boolean matches(int status) {
        return status >= 0 && statuses.get(status);
    }

    @Override
    public String toString() {
        return text;
    }
}
