package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

/** An Amazon Resource Name, {@code arn:partition:service:region:account:resource}; region and account may be empty. */
public record Arn(String partition, String service, String region, String account, String resource) {
    public Arn {
        requireNonNull(partition, "partition is null");
        requireNonNull(service, "service is null");
        requireNonNull(region, "region is null");
        requireNonNull(account, "account is null");
        requireNonNull(resource, "resource is null");
    }

    /** Returns an ARN of the partition aws. */
    public static Arn of(String service, String region, String account, String resource) {
        return new Arn("aws", service, region, account, resource);
    }

    /** Parses {@code text}; throws {@link IllegalArgumentException} when it is not an ARN. */
    public static Arn parse(String text) {
        var parts = text.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            throw new IllegalArgumentException("not an ARN: " + text);
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
