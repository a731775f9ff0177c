package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.TokenBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stage treats one method: its settings, resolved.
 *
 * @param bucket null when it is not throttled
 * @param cacheTtl zero when it is not cached
 * @param metrics the method's own, when detailed metrics are on
 */
record MethodPolicy(
        @Nullable TokenBucket bucket,
        Duration cacheTtl,
        CacheControl cacheControl,
        MethodSettings.LoggingLevel logging,
        @Nullable RequestMetrics metrics) {
    /** What {@code Cache-Control: max-age=0} from a client does. */
    enum CacheControl {
        REFRESH,
        FORBID,
        IGNORE_AND_WARN,
        IGNORE
    }
}
