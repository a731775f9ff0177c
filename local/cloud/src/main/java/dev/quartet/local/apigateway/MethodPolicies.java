package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.TokenBucket;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a stage's method settings: a method's own replace those for {@code *}{@code /*} as a whole. Each method has a
 * token bucket of its own. Thread-safe.
 */
final class MethodPolicies {
    private static final String ALL = "*/*";
    private static final Duration DEFAULT_TTL = Duration.ofMinutes(5);
    private static final int DEFAULT_BURST = 5000;
    private static final double DEFAULT_RATE = 10_000;

    private final Deployment deployment;
    private final StageInfo stage;
    private final Metrics metrics;
    private final boolean cacheCluster;
    private final Map<String, MethodSettings> settings = new HashMap<>();
    private volatile Map<Route, MethodPolicy> resolved = Map.of();

    MethodPolicies(Deployment deployment, StageInfo stage, Metrics metrics, boolean cacheCluster) {
        this.deployment = deployment;
        this.stage = stage;
        this.metrics = metrics;
        this.cacheCluster = cacheCluster;
        resolve();
    }

    /**
     * Sets what holds for {@code methodPath}: {@code *}{@code /*}, or the path and the method of something deployed, slashes
     * in the path as {@code ~1}: {@code ~1todos~1{id}/GET}. Throws {@link ProvisionException} for anything else, as settings
     * that hold for nothing help nobody.
     */
    synchronized void put(String owner, String methodPath, MethodSettings value) {
        var key = normalize(methodPath);
        var known =
                deployment.routes().stream().map(MethodPolicies::key).collect(Collectors.toCollection(TreeSet::new));
        if (!key.equals(ALL) && !known.contains(key)) {
            throw new ProvisionException("%s: BadRequestException: Invalid method setting path: /%s; deployed are %s"
                    .formatted(owner, methodPath, known));
        }
        settings.put(key, value);
        resolve();
    }

    MethodPolicy of(Route route) {
        var policy = resolved.get(route);
        if (policy == null) {
            throw new IllegalStateException("not of this deployment: " + route.resourcePath());
        }
        return policy;
    }

    private void resolve() {
        var result = new HashMap<Route, MethodPolicy>();
        for (var route : deployment.routes()) {
            result.put(route, policy(route));
        }
        resolved = result;
    }

    private MethodPolicy policy(Route route) {
        var own = settings.get(key(route));
        var all = own == null ? settings.getOrDefault(ALL, MethodSettings.NONE) : own;
        // What holds for all methods turns caching on for GET alone, as on AWS.
        boolean cached = cacheCluster
                && all.cachingEnabled().orElse(false)
                && (own != null || route.httpMethod().equals("GET"));
        return new MethodPolicy(
                bucket(all),
                cached ? all.cacheTtl().orElse(DEFAULT_TTL) : Duration.ZERO,
                cacheControl(all),
                all.loggingLevel().orElse(MethodSettings.LoggingLevel.OFF),
                all.metricsEnabled().orElse(false) ? metrics(route) : null);
    }

    /** Returns the method's bucket. The account's own limit (10,000 a second) is not imposed: see docs/decisions.md. */
    private @Nullable TokenBucket bucket(MethodSettings all) {
        if (all.throttlingRate().isEmpty() && all.throttlingBurst().isEmpty()) {
            return null;
        }
        return new TokenBucket(
                all.throttlingRate().orElse(DEFAULT_RATE),
                all.throttlingBurst().orElse(DEFAULT_BURST),
                stage.cloud().clock());
    }

    /** Nobody can be authorized to invalidate here, as that takes a signed request: where it is required, AWS's refusal applies. */
    private static MethodPolicy.CacheControl cacheControl(MethodSettings all) {
        if (!all.requireAuthorizationForCacheControl().orElse(true)) {
            return MethodPolicy.CacheControl.REFRESH;
        }
        return switch (all.unauthorizedCacheControl()
                .orElse(MethodSettings.UnauthorizedCacheControl.SUCCEED_WITH_RESPONSE_HEADER)) {
            case FAIL_WITH_403 -> MethodPolicy.CacheControl.FORBID;
            case SUCCEED_WITH_RESPONSE_HEADER -> MethodPolicy.CacheControl.IGNORE_AND_WARN;
            case SUCCEED_WITHOUT_RESPONSE_HEADER -> MethodPolicy.CacheControl.IGNORE;
        };
    }

    private RequestMetrics metrics(Route route) {
        return new RequestMetrics(
                metrics,
                stage.cloud().region(),
                Map.of(
                        "ApiName", stage.apiName(),
                        "Stage", stage.stage(),
                        "Method", route.httpMethod(),
                        "Resource", route.resourcePath()));
    }

    private static String key(Route route) {
        return normalize(route.resourcePath()) + "/" + route.httpMethod();
    }

    /** Returns {@code methodPath} with plain slashes and none in front: AWS takes it with and without. */
    private static String normalize(String methodPath) {
        var path = methodPath.replace("~1", "/");
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
