package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A cache policy: how long, and under which key. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 *
 * @param headers NONE or WHITELIST, as CloudFront allows
 */
public record CachePolicy(
        String id,
        Duration minTtl,
        Duration defaultTtl,
        Duration maxTtl,
        NameSelection headers,
        NameSelection cookies,
        NameSelection queryStrings,
        boolean enableGzip,
        boolean enableBrotli) {
    public CachePolicy {
        requireNonNull(id, "id is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(cookies, "cookies is null");
        requireNonNull(queryStrings, "queryStrings is null");
        if (minTtl.isNegative() || minTtl.compareTo(defaultTtl) > 0 || defaultTtl.compareTo(maxTtl) > 0) {
            throw new IllegalArgumentException(
                    "cache policy %s: 0 <= minTtl (%s) <= defaultTtl (%s) <= maxTtl (%s) does not hold"
                            .formatted(id, minTtl, defaultTtl, maxTtl));
        }
    }

    /** Returns if this turns caching off: all TTLs are 0, and then nothing is in the key. */
    public boolean disabled() {
        return maxTtl.isZero();
    }
}
