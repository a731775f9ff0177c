package dev.quartet.local.apigateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.quartet.local.core.ProvisionException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stage's cache cluster: bounded in bytes, each entry with its method's TTL. Whatever an integration answered is kept,
 * errors included, and the back end's Cache-Control is ignored, as on AWS.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html Thread-safe.
 */
final class ResponseCache {
    /** The largest body that is kept, in bytes. */
    static final int MAX_ENTRY_BYTES = 1_048_576;

    /** AWS's sizes, in GB. */
    private static final Map<String, Double> SIZES = Map.of(
            "0.5", 0.5, "1.6", 1.6, "6.1", 6.1, "13.5", 13.5, "28.4", 28.4, "58.2", 58.2, "118", 118.0, "237", 237.0);

    private final Cache<String, Entry> entries;
    private final AtomicLong sequence = new AtomicLong();

    ResponseCache(long maximumBytes, Clock clock) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maximumBytes)
                .weigher((String key, Entry entry) ->
                        key.length() + entry.response().weight())
                .expireAfter(Expiry.<String, Entry>writing((key, entry) -> entry.ttl()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Returns the bytes of a cluster of {@code size} GB; {@code owner} names the stage in an error. */
    static long bytes(String owner, String size) {
        var gigabytes = SIZES.get(size);
        if (gigabytes == null) {
            throw new ProvisionException("%s: BadRequestException: Invalid cache cluster size %s; allowed are %s GB"
                    .formatted(owner, size, String.join(", ", new TreeMap<>(SIZES).keySet())));
        }
        return (long) (gigabytes * 1024 * 1024 * 1024);
    }

    @Nullable
    ApiResponse get(String key) {
        var entry = entries.getIfPresent(key);
        return entry == null ? null : entry.response();
    }

    void invalidate(String key) {
        entries.invalidate(key);
    }

    /** Returns a mark of the present moment, for {@link #put}. */
    long mark() {
        return sequence.incrementAndGet();
    }

    /**
     * Keeps {@code response} unless it is too large or an answer to a later request is there already: a slow read must not
     * undo a refresh that overtook it.
     */
    void put(String key, ApiResponse response, Duration ttl, long mark) {
        if (response.body().length > MAX_ENTRY_BYTES || ttl.isZero()) {
            return;
        }
        var entry = new Entry(response, ttl, mark);
        entries.asMap().merge(key, entry, (present, offered) -> present.mark() > offered.mark() ? present : offered);
    }

    /** Returns how many bytes are taken, after evicting what is over. */
    long weight() {
        entries.cleanUp();
        return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private record Entry(ApiResponse response, Duration ttl, long mark) {}
}
