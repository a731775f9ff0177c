package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.AccessLogEntry;
import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.PathPattern;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.http.LoopbackServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** An edge alone on a port, for bench/edge.sh: {@code /<bytes>} and {@code /<bytes>/<any>} are objects of that size. */
final class EdgeBenchmark {
    private EdgeBenchmark() {}

    /** Serves until it is killed; arguments: port, megabytes of memory for objects, folder for large ones; then {@code logged} for access logs. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        var origin = new ScriptedOrigin(false);
        origin.script = request -> {
            var bytes = new byte[Integer.parseInt(request.path().split("/")[1])];
            new Random(1).nextBytes(bytes);
            return ScriptedOrigin.response(
                    200,
                    bytes,
                    "Content-Type",
                    "application/octet-stream",
                    "Cache-Control",
                    "max-age=86400",
                    "ETag",
                    "\"v1\"",
                    "Last-Modified",
                    "Sun, 22 Nov 2026 10:00:00 GMT");
        };
        var policy = new CachePolicy(
                "policy",
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofDays(365),
                NameSelection.NONE,
                NameSelection.NONE,
                NameSelection.NONE,
                true,
                false);
        var reads = Set.of("GET", "HEAD");
        var behavior = new Behavior(
                PathPattern.of("*"),
                "origin",
                reads,
                reads,
                true,
                policy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var distribution = new Distribution(
                "E2QWRUHAPOMQZL",
                "arn:aws:cloudfront::111122223333:distribution/E2QWRUHAPOMQZL",
                "localhost:" + port,
                List.of(),
                true,
                "",
                Map.of("origin", origin),
                Map.of(),
                List.of(),
                behavior,
                List.of());
        var options = new EdgeOptions(Long.parseLong(arguments[1]) << 20, 1L << 30, 4 << 20, Path.of(arguments[2]));
        var edge = new EdgeServer(distribution, options, new MetricStore(Clock.systemUTC()), Clock.systemUTC());
        edge.additionalMetrics(true);
        if (arguments.length > 3 && arguments[3].equals("logged")) {
            logInto(edge);
        }
        try (var server = LoopbackServer.start(port, edge)) {
            System.out.println("listening on " + server.port());
            Thread.currentThread().join();
        }
    }

    /** Queues lines for a thread that makes them fields, as a delivery does. */
    private static void logInto(EdgeServer edge) {
        var waiting = new ConcurrentLinkedQueue<AccessLogEntry>();
        edge.accessLog(waiting::add);
        Thread.ofPlatform().daemon().start(() -> {
            long bytes = 0;
            while (bytes >= 0) {
                for (var entry = waiting.poll(); entry != null; entry = waiting.poll()) {
                    bytes += entry.toString().length();
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
    }
}
