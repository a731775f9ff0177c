package dev.quartet.local.cloudfront.control;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.OriginRequestPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy.SetHeader;
import dev.quartet.local.cloudfront.origin.OriginAccess;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies that behaviours name by id: the program's, and those that CloudFront manages. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html">managed
 * policies</a>.
 */
final class Policies {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private final Map<String, CachePolicy> cache = new ConcurrentHashMap<>();
    private final Map<String, OriginRequestPolicy> originRequest = new ConcurrentHashMap<>();
    private final Map<String, ResponseHeadersPolicy> responseHeaders = new ConcurrentHashMap<>();
    private final Map<String, OriginAccess> access = new ConcurrentHashMap<>();

    Policies() {
        add(managed("658327ea-f89d-4fab-a63d-7e88639e58f6", Duration.ofSeconds(1), DAY, YEAR, true));
        add(managed("b2884449-e4de-46a7-ac36-70bc7f1ddd6d", Duration.ofSeconds(1), DAY, YEAR, false));
        add(managed("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", Duration.ZERO, Duration.ZERO, Duration.ZERO, false));
        add(new OriginRequestPolicy(
                "216adef6-5c7f-47e4-b989-5492eafa07d3", NameSelection.ALL, NameSelection.ALL, NameSelection.ALL));
        add(new OriginRequestPolicy(
                "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                NameSelection.allExcept("Host"),
                NameSelection.ALL,
                NameSelection.ALL));
        add(new OriginRequestPolicy(
                "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
                NameSelection.whitelist("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
                NameSelection.NONE,
                NameSelection.NONE));
        add(new ResponseHeadersPolicy(
                "67f7725c-6f97-4210-82d7-5512b31e9d03",
                List.of(
                        new SetHeader("Strict-Transport-Security", "max-age=31536000", false),
                        new SetHeader("X-Content-Type-Options", "nosniff", true),
                        new SetHeader("X-Frame-Options", "SAMEORIGIN", false),
                        new SetHeader("Referrer-Policy", "strict-origin-when-cross-origin", false),
                        new SetHeader("X-XSS-Protection", "1; mode=block", false)),
                List.of(),
                Optional.empty()));
    }

    void add(CachePolicy policy) {
        cache.put(policy.id(), policy);
    }

    void add(OriginRequestPolicy policy) {
        originRequest.put(policy.id(), policy);
    }

    void add(ResponseHeadersPolicy policy) {
        responseHeaders.put(policy.id(), policy);
    }

    void add(String id, OriginAccess control) {
        access.put(id, control);
    }

    CachePolicy cache(String owner, String id) {
        return found(owner, "cache policy", "NoSuchCachePolicy", id, cache);
    }

    OriginRequestPolicy originRequest(String owner, String id) {
        return found(owner, "origin request policy", "NoSuchOriginRequestPolicy", id, originRequest);
    }

    ResponseHeadersPolicy responseHeaders(String owner, String id) {
        return found(owner, "response headers policy", "NoSuchResponseHeadersPolicy", id, responseHeaders);
    }

    OriginAccess access(String owner, String id) {
        return found(owner, "origin access control", "InvalidOriginAccessControl", id, access);
    }

    private static CachePolicy managed(String id, Duration min, Duration usual, Duration max, boolean compressed) {
        return new CachePolicy(
                id,
                min,
                usual,
                max,
                NameSelection.NONE,
                NameSelection.NONE,
                NameSelection.NONE,
                compressed,
                compressed);
    }

    private static <T> T found(String owner, String kind, String code, String id, Map<String, T> all) {
        var policy = all.get(id);
        if (policy == null) {
            throw new ProvisionException(
                    "%s: %s: The specified %s does not exist: %s".formatted(owner, code, kind, id));
        }
        return policy;
    }
}
