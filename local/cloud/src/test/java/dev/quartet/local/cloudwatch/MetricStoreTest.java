package dev.quartet.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricStoreTest {
    private static final int MOST = 3;

    private final MetricStore store = new MetricStore(Clock.systemUTC(), MOST);

    @Test
    void metrics_shouldBeBounded_andThoseThatAreKnownShouldGoOn() {
        for (int i = 0; i < 2 * MOST; i++) {
            metric("request-" + i).add(1);
        }
        metric("request-0").add(1);

        assertThat(store.all()).extracting(Series::key).containsExactlyInAnyOrder(key(0), key(1), key(2));
        var first = store.find(key(0)).orElseThrow();
        assertThat(first.read(0, Long.MAX_VALUE / 2, Long.MAX_VALUE / 4).values())
                .extracting(Bucket::count)
                .containsExactly(2.0);
    }

    private Metrics.Metric metric(String request) {
        return store.metric("eu-west-1", "Own", "Calls", Map.of("Request", request), "Count");
    }

    private static MetricKey key(int request) {
        return new MetricKey("eu-west-1", "Own", "Calls", Map.of("Request", "request-" + request));
    }
}
