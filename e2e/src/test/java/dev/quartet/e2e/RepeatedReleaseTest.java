package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a release whose publisher was killed, as {@link UpdatesTest} does it, once Lambda tries again. */
@ExtendWith(SharedQuartet.class)
@Order(Integer.MAX_VALUE) // by then it has
final class RepeatedReleaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    void killedPublisher_shouldBeRepeatedByLambda(RunningQuartet quartet) throws Exception {
        var channel = KilledRelease.of(quartet).channel;
        try (var updates = new UpdatesAccess(quartet.access())) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(updates.report(channel, KilledRelease.VERSION))
                    .hasValueSatisfying(report ->
                            assertThat(report.path("status").asString()).isEqualTo("PUBLISHED")));

            assertThat(updates.staged(channel)).isEmpty();
            assertThat(updates.getFromOrigin("/%s/%s/small.txt".formatted(channel, KilledRelease.VERSION))
                            .body())
                    .isEqualTo(KilledRelease.SMALL.getBytes(StandardCharsets.UTF_8));
            var latest = updates.getFromOrigin("/" + channel + "/latest.json");
            assertThat(TodoUser.JSON.readTree(latest.body()).path("version").asString())
                    .isEqualTo(KilledRelease.VERSION);
        }
    }
}
