package dev.quartet.local.s3;

import dev.quartet.local.core.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes AWS/S3's request metrics, for buckets that have a metrics configuration. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html">S3 metrics</a>. Thread-safe.
 */
final class S3Meter {
    private final Metrics metrics;
    private final Map<Key, Metrics.Metric> known = new ConcurrentHashMap<>();

    S3Meter(Metrics metrics) {
        this.metrics = metrics;
    }

    private record Key(String bucket, String filter, String name) {}

    /** Counts one request before its answer leaves: who has the answer finds it in the figures. */
    void count(Bucket bucket, S3Call call, S3Reply reply, long received, double firstByteMillis) {
        bucket.settings().metricPrefixes().forEach((filter, prefix) -> {
            if (!call.key().startsWith(prefix)) {
                return;
            }
            add(bucket, filter, "AllRequests", "Count", 1);
            add(bucket, filter, kind(call), "Count", 1);
            add(bucket, filter, "4xxErrors", "Count", reply.status() / 100 == 4 ? 1 : 0);
            add(bucket, filter, "5xxErrors", "Count", reply.status() / 100 == 5 ? 1 : 0);
            add(bucket, filter, "FirstByteLatency", "Milliseconds", firstByteMillis);
            if (received > 0) {
                add(bucket, filter, "BytesUploaded", "Bytes", (double) received);
            }
            if (reply.length() > 0 && !call.method().equals("HEAD")) {
                add(bucket, filter, "BytesDownloaded", "Bytes", (double) reply.length());
            }
        });
    }

    /** Adds how long the whole request took, once it is over. */
    void finished(Bucket bucket, S3Call call, double totalMillis) {
        bucket.settings().metricPrefixes().forEach((filter, prefix) -> {
            if (call.key().startsWith(prefix)) {
                add(bucket, filter, "TotalRequestLatency", "Milliseconds", totalMillis);
            }
        });
    }

    private static String kind(S3Call call) {
        return switch (call.method()) {
            case "GET" -> call.key().isEmpty() ? "ListRequests" : "GetRequests";
            case "HEAD" -> "HeadRequests";
            case "PUT" -> "PutRequests";
            case "DELETE" -> "DeleteRequests";
            default -> "PostRequests";
        };
    }

    private void add(Bucket bucket, String filter, String name, String unit, double value) {
        known.computeIfAbsent(
                        new Key(bucket.name(), filter, name),
                        key -> metrics.metric(
                                bucket.region(),
                                "AWS/S3",
                                name,
                                Map.of("BucketName", bucket.name(), "FilterId", filter),
                                unit))
                .add(value);
    }
}
