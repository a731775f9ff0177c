package dev.quartet.local.elb;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Request tracing by X-Amzn-Trace-Id. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html">AWS</a>.
 */
final class TraceId {
    private TraceId() {}

    /** Returns the header that a target gets for the one that came: a new root, or the client's with the load balancer's Self. */
    static String of(@Nullable String given, Instant now) {
        if (given == null || given.isBlank()) {
            return "Root=" + fresh(now);
        }
        var result = new StringBuilder("Self=").append(fresh(now));
        for (var field : given.split(";")) {
            if (!field.isBlank() && !field.strip().startsWith("Self=")) {
                result.append(';').append(field.strip());
            }
        }
        return result.toString();
    }

    private static String fresh(Instant now) {
        var random = ThreadLocalRandom.current();
        return "1-%08x-%08x%016x".formatted(now.getEpochSecond(), random.nextInt(), random.nextLong());
    }
}
