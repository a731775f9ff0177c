package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One custom resource as the program registered it. Immutable.
 *
 * @param type Pulumi's type token, for example {@code aws:dynamodb/table:Table}
 * @param name Pulumi's logical name
 * @param urn unique in the stack
 * @param region of the resource's provider: the stack's own, or us-east-1 for what must live there
 * @param inputs the arguments, secrets unwrapped
 * @param dependencies URNs of everything that had to exist first
 */
public record Registration(
        String type, String name, String urn, String region, Inputs inputs, List<String> dependencies) {
    public Registration {
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
        requireNonNull(urn, "urn is null");
        requireNonNull(region, "region is null");
        requireNonNull(inputs, "inputs is null");
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Returns the physical name: the text of {@code property} where the program gave one, else as Pulumi names by itself,
     * the logical name and seven hex digits (here of the URN's hash, so that each run names alike).
     */
    public String physicalName(String property) {
        return inputs.optionalString(property)
                .orElseGet(() -> name + "-" + "%08x".formatted(urn.hashCode()).substring(1));
    }
}
