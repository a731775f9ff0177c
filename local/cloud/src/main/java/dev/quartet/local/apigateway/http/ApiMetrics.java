package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.Metrics;
import java.util.Map;

/**
 * AWS/ApiGateway's metrics for one set of dimensions. The error counts get a 0 or 1 for each request, so that their Average is
 * a rate and their Sum a count. Thread-safe. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
final class ApiMetrics {
    private static final String NAMESPACE = "AWS/ApiGateway";

    private final Metrics.Metric count;
    private final Metrics.Metric clientErrors;
    private final Metrics.Metric serverErrors;
    private final Metrics.Metric latency;
    private final Metrics.Metric integrationLatency;
    private final Metrics.Metric dataProcessed;

    ApiMetrics(Metrics metrics, String region, Map<String, String> dimensions) {
        this.count = metrics.metric(region, NAMESPACE, "Count", dimensions, "Count");
        this.clientErrors = metrics.metric(region, NAMESPACE, "4xx", dimensions, "Count");
        this.serverErrors = metrics.metric(region, NAMESPACE, "5xx", dimensions, "Count");
        this.latency = metrics.metric(region, NAMESPACE, "Latency", dimensions, "Milliseconds");
        this.integrationLatency = metrics.metric(region, NAMESPACE, "IntegrationLatency", dimensions, "Milliseconds");
        this.dataProcessed = metrics.metric(region, NAMESPACE, "DataProcessed", dimensions, "Bytes");
    }

    /** Counts an answered request. */
    void record(Call call) {
        int status = call.status();
        count.add(1);
        clientErrors.add(status >= 400 && status < 500 ? 1 : 0);
        serverErrors.add(status >= 500 ? 1 : 0);
        latency.add((double) call.latencyMillis());
        dataProcessed.add((double) call.dataProcessed());
        if (call.integrationMillis() >= 0) {
            integrationLatency.add(call.integrationMillis());
        }
    }
}
