package dev.quartet.infra.core;

import com.pulumi.core.Output;

/**
 * Physical names. They are chosen here, not made up by Pulumi: names are metric dimensions and stand in policies and
 * endpoint policies before their resources exist.
 */
public record Names(String stack, String region) {
    /** Returns {@code quartet-<stack>-<part>}: unique in an account and region. */
    public String regional(String part) {
        return prefix() + part;
    }

    /** Returns a name unique in an account, for IAM, which knows no regions. */
    public String global(String part) {
        return prefix() + part + "-" + region;
    }

    /** Returns a name unique in the world, for buckets (63 characters at most, no dots). */
    public Output<String> bucket(String part, Output<String> accountId) {
        return accountId.applyValue(account -> bucketPrefix() + part + "-" + account + "-" + region);
    }

    /** Returns what the names of all buckets start with. */
    public String bucketPrefix() {
        return prefix();
    }

    /** Returns {@code quartet-<stack>-}. */
    public String prefix() {
        return "quartet-" + stack + "-";
    }
}
