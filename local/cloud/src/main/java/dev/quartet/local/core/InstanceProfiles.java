package dev.quartet.local.core;

import java.util.Optional;

/** IAM as EC2 uses it: the roles of instances. Thread-safe. */
@FunctionalInterface
public interface InstanceProfiles {
    /**
     * Returns the ARN of the role in the instance profile of that name or ARN; empty when it has none. Throws {@link
     * ProvisionException} {@code NoSuchEntity} when there is no such profile.
     */
    Optional<String> role(String profile);
}
