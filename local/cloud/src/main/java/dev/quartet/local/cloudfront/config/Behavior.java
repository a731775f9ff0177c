package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * A cache behaviour. Immutable.
 *
 * @param pattern {@code *} for the default behaviour
 * @param targetOriginId id of an origin or of an origin group
 * @param allowedMethods upper case; CloudFront's three sets
 * @param cachedMethods GET and HEAD, with OPTIONS or without
 * @param compress if the edge compresses by itself; the cache policy's enableGzip and enableBrotli say how
 */
public record Behavior(
        PathPattern pattern,
        String targetOriginId,
        Set<String> allowedMethods,
        Set<String> cachedMethods,
        boolean compress,
        CachePolicy cachePolicy,
        Optional<OriginRequestPolicy> originRequestPolicy,
        Optional<ResponseHeadersPolicy> responseHeadersPolicy,
        Optional<ViewerRequestFunction> viewerRequest,
        Optional<ViewerResponseFunction> viewerResponse) {
    public Behavior {
        requireNonNull(pattern, "pattern is null");
        requireNonNull(targetOriginId, "targetOriginId is null");
        requireNonNull(cachePolicy, "cachePolicy is null");
        allowedMethods = Set.copyOf(allowedMethods);
        cachedMethods = Set.copyOf(cachedMethods);
    }
}
