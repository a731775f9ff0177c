package dev.quartet.local.apigateway;

import dev.quartet.local.core.Metrics;
import java.util.Map;

/**
 * AWS/ApiGateway's metrics for one set of dimensions. The hit, miss and error counts get a 0 or 1 for each request, so that
 * their Average is a rate and their Sum a count. Thread-safe.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
final class RequestMetrics {
    private static final String NAMESPACE = "AWS/ApiGateway";

    private final Metrics.Metric count;
    private final Metrics.Metric hits;
    private final Metrics.Metric misses;
    private final Metrics.Metric clientErrors;
    private final Metrics.Metric serverErrors;
    private final Metrics.Metric latency;
    private final Metrics.Metric integrationLatency;

    RequestMetrics(Metrics metrics, String region, Map<String, String> dimensions) {
        this.count = metrics.metric(region, NAMESPACE, "Count", dimensions, "Count");
        this.hits = metrics.metric(region, NAMESPACE, "CacheHitCount", dimensions, "Count");
        this.misses = metrics.metric(region, NAMESPACE, "CacheMissCount", dimensions, "Count");
        this.clientErrors = metrics.metric(region, NAMESPACE, "4XXError", dimensions, "Count");
        this.serverErrors = metrics.metric(region, NAMESPACE, "5XXError", dimensions, "Count");
        this.latency = metrics.metric(region, NAMESPACE, "Latency", dimensions, "Milliseconds");
        this.integrationLatency = metrics.metric(region, NAMESPACE, "IntegrationLatency", dimensions, "Milliseconds");
    }

    /** Counts an answered request. */
    void record(ApiCall call) {
        int status = call.status();
        count.add(1);
        clientErrors.add(status >= 400 && status < 500 ? 1 : 0);
        serverErrors.add(status >= 500 ? 1 : 0);
        latency.add((double) call.latencyMillis());
        if (call.cacheOutcome() != ApiCall.CacheOutcome.NONE) {
            hits.add(call.cacheOutcome() == ApiCall.CacheOutcome.HIT ? 1 : 0);
            misses.add(call.cacheOutcome() == ApiCall.CacheOutcome.MISS ? 1 : 0);
        }
        if (call.integrationMillis() >= 0) {
            integrationLatency.add(call.integrationMillis());
        }
    }
}
