package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

/**
 * What an origin gets beyond what the cache key holds. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-understand-origin-request-policy.html
 */
public record OriginRequestPolicy(String id, NameSelection headers, NameSelection cookies, NameSelection queryStrings) {
    public OriginRequestPolicy {
        requireNonNull(id, "id is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(cookies, "cookies is null");
        requireNonNull(queryStrings, "queryStrings is null");
    }
}
