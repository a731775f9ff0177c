package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.core.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes AWS/DAX by cluster and by node; only what is not zero, as DAX does. Requests go round the nodes, as clients spread
 * them. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html">DAX metrics</a>.
 * Thread-safe.
 */
final class ClusterMeter {
    private final Metrics metrics;
    private final ClusterSettings cluster;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Metrics.Metric> known = new ConcurrentHashMap<>();

    ClusterMeter(Metrics metrics, ClusterSettings cluster) {
        this.metrics = metrics;
        this.cluster = cluster;
    }

    /** Returns the counts of one request, which one node serves. */
    Request request(String operation) {
        var node = cluster.nodes()
                .get(Math.floorMod(turn.getAndIncrement(), cluster.nodes().size()));
        return new Request(operation, node);
    }

    private void add(String node, String name, double value) {
        if (value != 0) {
            known.computeIfAbsent(name, n -> metric(n, Map.of("ClusterId", cluster.name())))
                    .add(value);
            known.computeIfAbsent(
                            node + "/" + name, k -> metric(name, Map.of("ClusterId", cluster.name(), "NodeId", node)))
                    .add(value);
        }
    }

    private Metrics.Metric metric(String name, Map<String, String> dimensions) {
        return metrics.metric(cluster.region(), "AWS/DAX", name, dimensions, "Count");
    }

    /** One request's counts. */
    final class Request {
        private final String operation;
        private final String node;

        private Request(String operation, String node) {
            this.operation = operation;
            this.node = node;
        }

        /** Counts hits and misses of a cache: {@code Item}, {@code Query} or {@code Scan}. */
        void cache(String cache, int hits, int misses) {
            add(node, cache + "CacheHits", hits);
            add(node, cache + "CacheMisses", misses);
        }

        /** Counts the request itself, once it has its answer. */
        void answered(Reply reply) {
            add(node, "TotalRequestCount", 1);
            add(node, operation.startsWith("Transact") ? operation + "Count" : operation + "RequestCount", 1);
            if (reply.ok()) {
                return;
            }
            add(node, "FailedRequestCount", 1);
            add(node, reply.status() >= 500 ? "FaultRequestCount" : "ErrorRequestCount", 1);
            if (reply.error().equals("ProvisionedThroughputExceededException")
                    || reply.error().equals("ThrottlingException")) {
                add(node, "ThrottledRequestCount", 1);
            }
        }
    }
}
