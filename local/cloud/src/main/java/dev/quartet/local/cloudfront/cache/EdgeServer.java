package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** One distribution's edge: opened on a front door, given its distribution, asked by viewers. Thread-safe. */
public final class EdgeServer implements HttpHandler, AutoCloseable {

    /** Creates an edge with an empty cache. */
    public EdgeServer(Distribution distribution, EdgeOptions options, Metrics metrics, Clock clock) {
        requireNonNull(distribution, "distribution is null");
    }

    /** Serves by {@code changed} from now on; the cache stays. */
    public void update(Distribution changed) {
        requireNonNull(changed, "changed is null");
    }

    /** Logs to {@code sink} from now on. */
    public void accessLog(AccessLog sink) {
        requireNonNull(sink, "sink is null");
    }

    /** Publishes the metrics of a monitoring subscription from now on, or no longer. */
    public void additionalMetrics(boolean enabled) {}

    /**
     * Forgets what is cached under {@code paths}: exact paths (with their query string, where one is given), or prefixes that
     * end in {@code *}. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
     */
    public void invalidate(List<String> paths) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.respond(503, Map.of(), new byte[0]);
    }

    @Override
    public void close() {}
}
