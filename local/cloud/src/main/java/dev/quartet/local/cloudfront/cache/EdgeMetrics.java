package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A distribution's metrics, in us-east-1. Rates get a 0 or 100 for each request, so that their Average is the rate. Bytes are
 * those of standard logging's sc-bytes (headers included) and, uploaded, of the bodies. Thread-safe. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
final class EdgeMetrics {
    private static final String NAMESPACE = "AWS/CloudFront";
    private static final int[] SINGLE = {401, 403, 404, 502, 503, 504};

    private final Metrics metrics;
    private final Map<String, String> dimensions;
    private final Metrics.Metric requests;
    private final Metrics.Metric downloaded;
    private final Metrics.Metric uploaded;
    private final Metrics.Metric clientErrors;
    private final Metrics.Metric serverErrors;
    private final Metrics.Metric errors;
    private volatile Additional additional = Additional.OFF;

    EdgeMetrics(Metrics metrics, String distributionId) {
        this.metrics = metrics;
        this.dimensions = Map.of("DistributionId", distributionId, "Region", "Global");
        this.requests = metric("Requests", "None");
        this.downloaded = metric("BytesDownloaded", "None");
        this.uploaded = metric("BytesUploaded", "None");
        this.clientErrors = metric("4xxErrorRate", "Percent");
        this.serverErrors = metric("5xxErrorRate", "Percent");
        this.errors = metric("TotalErrorRate", "Percent");
    }

    /** Publishes what a monitoring subscription adds, or no longer. */
    void additional(boolean enabled) {
        if (!enabled) {
            additional = Additional.OFF;
            return;
        }
        var single = new ArrayList<StatusRate>(SINGLE.length);
        for (int status : SINGLE) {
            single.add(new StatusRate(status, metric(status + "ErrorRate", "Percent")));
        }
        additional = new Additional(
                metric("CacheHitRate", "Percent"), metric("OriginLatency", "Milliseconds"), List.copyOf(single));
    }

    /** Counts an answer, before it leaves. */
    void request(String method, int status, ResultType result) {
        requests.add(1);
        clientErrors.add(status >= 400 && status < 500 ? 100 : 0);
        serverErrors.add(status >= 500 ? 100 : 0);
        errors.add(status >= 400 ? 100 : 0);
        additional.request(method, status, result);
    }

    void bytes(String method, long sent, long received) {
        if (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS")) {
            downloaded.add((double) sent);
        } else if (method.equals("POST") || method.equals("PUT")) {
            uploaded.add((double) received);
        }
    }

    void originLatency(double millis) {
        additional.originLatency(millis);
    }

    private Metrics.Metric metric(String name, String unit) {
        return metrics.metric(CloudContext.GLOBAL_REGION, NAMESPACE, name, dimensions, unit);
    }

    /** The rate of one status. */
    private record StatusRate(int status, Metrics.Metric rate) {}

    /** Those of a monitoring subscription. */
    private record Additional(Metrics.Metric hitRate, Metrics.Metric latency, List<StatusRate> single) {
        static final Additional OFF = new Additional(value -> {}, value -> {}, List.of());

        void request(String method, int status, ResultType result) {
            for (var each : single) {
                each.rate().add(status == each.status() ? 100 : 0);
            }
            // Cacheable requests: neither POST and PUT nor errors; what a function made was never looked up.
            boolean cacheable = method.equals("GET") || method.equals("HEAD");
            if (cacheable && status < 400 && (result.hit() || result == ResultType.MISS)) {
                hitRate.add(result.hit() ? 100 : 0);
            }
        }

        void originLatency(double millis) {
            latency.add(millis);
        }
    }
}
