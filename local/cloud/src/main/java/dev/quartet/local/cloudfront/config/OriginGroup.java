package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Two origins: GET, HEAD and OPTIONS go to the second when the first cannot be reached, times out, or answers one of
 * {@code failoverStatusCodes}. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
public record OriginGroup(String id, String primaryId, String secondaryId, Set<Integer> failoverStatusCodes) {
    public OriginGroup {
        requireNonNull(id, "id is null");
        requireNonNull(primaryId, "primaryId is null");
        requireNonNull(secondaryId, "secondaryId is null");
        failoverStatusCodes = Set.copyOf(failoverStatusCodes);
    }
}
