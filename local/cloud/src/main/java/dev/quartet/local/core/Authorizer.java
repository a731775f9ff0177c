package dev.quartet.local.core;

/** IAM: decides by identity and resource policies, explicit Deny first. Thread-safe. */
public interface Authorizer {
    /**
     * Returns when {@code request} is allowed; throws {@link AwsException} {@code AccessDeniedException} (403) naming
     * principal, action, resource and why. Services with another code for it (S3's {@code AccessDenied}) translate.
     */
    void require(AccessRequest request);

    /** Returns if {@code request} is allowed. */
    boolean allows(AccessRequest request);

    /**
     * Checks a resource's policy document when it is created: every element, operator and condition key must be understood.
     * Throws {@link ProvisionException} {@code MalformedPolicyDocument} naming {@code owner}. Stand-ins that know no policies
     * accept all.
     */
    default void validateResourcePolicy(String owner, String policyDocument) {}
}
