package dev.quartet.local.core;

import java.util.Map;

/** IAM as STS uses it: who may become which role. Thread-safe. */
@FunctionalInterface
public interface RoleTrust {
    /**
     * Returns role {@code roleArn} when its trust policy lets {@code caller} do {@code action}; throws {@link AwsException}
     * {@code AccessDenied} otherwise, also for a role that does not exist, as AWS tells nobody which ones do.
     *
     * @param context condition keys for the trust policy
     */
    Role requireTrust(Caller caller, String action, String roleArn, Map<String, String> context);

    /**
     * A role.
     *
     * @param id unique, {@code AROA…}
     * @param maxSessionSeconds the longest a session may last
     */
    record Role(String arn, String name, String id, int maxSessionSeconds) {}
}
