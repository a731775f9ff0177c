package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.AccessLog;
import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a stage: route, throttle, authorize, validate, cache, integrate, in AWS's order. Everything is counted and logged
 * before the answer leaves, so that who has the answer finds it counted. Thread-safe.
 */
final class StageServer implements MappedStage {
    private static final Logger log = LoggerFactory.getLogger(StageServer.class);

    private final StageInfo info;
    private final Deployment deployment;
    private final MethodPolicies policies;
    private final @Nullable ResponseCache cache;
    private final @Nullable AccessLog accessLog;
    private final ExecutionLog executionLog;
    private final RequestMetrics metrics;

    StageServer(
            StageInfo info,
            Deployment deployment,
            MethodPolicies policies,
            Optional<ResponseCache> cache,
            Optional<AccessLog> accessLog,
            ExecutionLog executionLog,
            Metrics metrics) {
        this.info = info;
        this.deployment = deployment;
        this.policies = policies;
        this.cache = cache.orElse(null);
        this.accessLog = accessLog.orElse(null);
        this.executionLog = executionLog;
        this.metrics = new RequestMetrics(
                metrics, info.cloud().region(), Map.of("ApiName", info.apiName(), "Stage", info.stage()));
    }

    MethodPolicies policies() {
        return policies;
    }

    /** Answers {@code exchange}, whose path without the stage is {@code path}. */
    void handle(HttpExchange exchange, String path) throws IOException {
        handle(exchange, new ApiCall(exchange, info, null, path));
    }

    @Override
    public void handle(HttpExchange exchange, String basePath, String path) throws IOException {
        handle(exchange, new ApiCall(exchange, info, basePath, path));
    }

    private void handle(HttpExchange exchange, ApiCall call) throws IOException {
        var response = answer(call);
        call.answered(response.status(), response.body().length);
        count(call);
        var fields = new ArrayList<Map.Entry<String, String>>(response.fields().size() + 2);
        fields.addAll(response.fields());
        fields.add(Map.entry("x-amzn-RequestId", call.requestId()));
        fields.add(Map.entry("x-amz-apigw-id", call.extendedRequestId()));
        exchange.respond(response.status(), fields, response.body());
    }

    private ApiResponse answer(ApiCall call) {
        try {
            return process(call);
        } catch (RequestFailure e) {
            return fail(call, e);
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.exchange().method(), call.path(), e);
            return fail(call, RequestFailure.of(GatewayResponseType.DEFAULT_5XX));
        }
    }

    private ApiResponse fail(ApiCall call, RequestFailure failure) {
        call.failed(failure);
        // set before rendering: a template may show the status
        call.answered(failure.status(), 0);
        return deployment.gatewayResponses().render(call, failure);
    }

    private ApiResponse process(ApiCall call) {
        var match = deployment.tree().match(call.exchange().method(), call.path());
        if (match == null) {
            throw RequestFailure.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
        }
        call.matched(match);
        var route = match.route();
        var policy = policies.of(route);
        if (policy.bucket() != null && !policy.bucket().take()) {
            throw RequestFailure.of(GatewayResponseType.THROTTLED);
        }
        route.authorize(call);
        route.validation().validate(call);
        if (cache == null || policy.cacheTtl().isZero()) {
            return integrate(call, route);
        }
        return cached(cache, call, route, policy);
    }

    private static ApiResponse cached(ResponseCache cache, ApiCall call, Route route, MethodPolicy policy) {
        var key = route.cacheKey().of(call);
        boolean invalidation = call.exchange()
                .header("cache-control")
                .map(StageServer::isInvalidation)
                .orElse(false);
        if (invalidation && policy.cacheControl() == MethodPolicy.CacheControl.FORBID) {
            throw RequestFailure.of(GatewayResponseType.ACCESS_DENIED);
        }
        if (invalidation && policy.cacheControl() == MethodPolicy.CacheControl.REFRESH) {
            cache.invalidate(key);
        } else {
            var known = cache.get(key);
            if (known != null) {
                call.cacheOutcome(ApiCall.CacheOutcome.HIT);
                return invalidation ? warned(known, policy) : known;
            }
        }
        call.cacheOutcome(ApiCall.CacheOutcome.MISS);
        long mark = cache.mark();
        var response = integrate(call, route);
        cache.put(key, response, policy.cacheTtl(), mark);
        return invalidation ? warned(response, policy) : response;
    }

    private static ApiResponse integrate(ApiCall call, Route route) {
        long start = System.nanoTime();
        int status = 0;
        try {
            var response = route.integration().call(call);
            status = response.status();
            return response;
        } catch (RequestFailure e) {
            status = e.status();
            throw e;
        } finally {
            call.integrated(System.nanoTime() - start, status);
        }
    }

    private static boolean isInvalidation(String cacheControl) {
        for (var directive : cacheControl.split(",")) {
            if (directive.strip().equalsIgnoreCase("max-age=0")) {
                return true;
            }
        }
        return false;
    }

    private static ApiResponse warned(ApiResponse response, MethodPolicy policy) {
        if (policy.cacheControl() != MethodPolicy.CacheControl.IGNORE_AND_WARN) {
            return response;
        }
        var fields = new ArrayList<>(response.fields());
        fields.add(Map.entry("Warning", "199 - \"Cache-Control was ignored: not authorized to invalidate the cache\""));
        return new ApiResponse(response.status(), fields, response.body());
    }

    private void count(ApiCall call) {
        metrics.record(call);
        var level = MethodSettings.LoggingLevel.OFF;
        var route = call.route();
        if (route != null) {
            var policy = policies.of(route);
            level = policy.logging();
            if (policy.metrics() != null) {
                policy.metrics().record(call);
            }
        }
        executionLog.record(call, level);
        if (accessLog != null) {
            accessLog.append(new CallVariables(call));
        }
    }
}
