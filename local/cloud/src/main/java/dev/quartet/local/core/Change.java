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

    /** Throws {@link ProvisionException} naming the first differing argument that is not {@code allowed}. */
    public void requireOnly(Set<String> allowed) {
        for (var property : properties) {
            if (!allowed.contains(property)) {
                throw new ProvisionException(
                        "%s: %s changes, which the running local cloud cannot take; it takes %s here. End it and start it anew: ./quartet up"
                                .formatted(after.inputs().owner(), property, new TreeSet<>(allowed)));
            }
        }
    }
}
