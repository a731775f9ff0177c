package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provisioned resource that the program registers anew with other arguments. Immutable.
 *
 * @param made what it was answered when it was provisioned or changed last
 * @param properties the arguments that differ, sorted; files count by their content
 */
public record Change(Registration before, Registration after, Provisioned made, Set<String> properties) {
    public Change {
        requireNonNull(before, "before is null");
        requireNonNull(after, "after is null");
        requireNonNull(made, "made is null");
        properties = Collections.unmodifiableSet(new TreeSet<>(properties));
    }

    /** Throws {@link ProvisionException} naming what differs and must not: {@code fixed}. */
    public void requireSame(Set<String> fixed) {
        var refused = new TreeSet<>(properties);
        refused.retainAll(fixed);
        require(refused);
    }

    /** Throws {@link ProvisionException} naming what differs but for {@code allowed}. */
    public void requireOnly(Set<String> allowed) {
        var refused = new TreeSet<>(properties);
        refused.removeAll(allowed);
        require(refused);
    }

    private void require(Set<String> refused) {
        if (!refused.isEmpty()) {
            throw new ProvisionException(
                    "%s: %s, which the running local cloud cannot take; end it and start it anew: ./quartet up"
                            .formatted(
                                    after.inputs().owner(),
                                    String.join(", ", refused) + (refused.size() == 1 ? " changes" : " change")));
        }
    }
}
