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
}
