package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What every service of one local cloud is given. Immutable.
 *
 * @param region of the stack ({@code aws:region})
 * @param clock the time of everything: TTLs, tokens, metrics
 * @param endpoint where the AWS API listens, {@code http://127.0.0.1:4566}
 * @param workDirectory for unpacked code and other passing files; removed at the end
 * @param dataDirectory where tables and buckets are kept, when they are
 */
public record CloudContext(
        String stack,
        String accountId,
        String region,
        Clock clock,
        String endpoint,
        Path workDirectory,
        Optional<Path> dataDirectory) {
    /** Where CloudFront and its kin live. */
    public static final String GLOBAL_REGION = "us-east-1";

    public CloudContext {
        requireNonNull(stack, "stack is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(region, "region is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(workDirectory, "workDirectory is null");
    }

    /** Returns an ARN in the stack's account and region. */
    public Arn arn(String service, String resource) {
        return Arn.of(service, region, accountId, resource);
    }
}
