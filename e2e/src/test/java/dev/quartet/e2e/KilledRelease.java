package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A release whose publisher died in the middle. Lambda tries again only after a minute, so that whoever comes first publishes it, and
 * other tests pass the time.
 */
final class KilledRelease {
    static final String VERSION = "1.0.0";
    /** What its small file holds. */
    static final String SMALL = "small";

    private static final int LARGE = 40 << 20;
    private static final int TRIES = 3;
    private static final Map<RunningQuartet, KilledRelease> PUBLISHED = new ConcurrentHashMap<>();

    final String channel = "killed-" + UUID.randomUUID().toString().substring(0, 8);

    private KilledRelease() {}

    /** Returns the one of this Quartet: three large files and {@code small.txt}. */
    static synchronized KilledRelease of(RunningQuartet quartet) throws Exception {
        var published = PUBLISHED.get(quartet);
        if (published == null) {
            published = publishAndKill(quartet);
            PUBLISHED.put(quartet, published);
        }
        return published;
    }

    /** On a busy machine one may come too late to kill: then once more. */
    private static KilledRelease publishAndKill(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            for (int tries = 1; ; tries++) {
                var release = new KilledRelease();
                release.publishAndKill(updates);
                if (tries == TRIES || updates.report(release.channel, VERSION).isEmpty()) {
                    return release;
                }
            }
        }
    }

    private void publishAndKill(UpdatesAccess updates) throws Exception {
        var large = new byte[LARGE];
        new Random(5).nextBytes(large);
        var small = SMALL.getBytes(StandardCharsets.UTF_8);
        updates.publish(channel, VERSION, Map.of("a.bin", large, "b.bin", large, "c.bin", large, "small.txt", small));
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !updates.staged(channel).isEmpty());
        assertThat(updates.killPublishers()).isPositive();
    }
}
