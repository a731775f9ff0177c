package dev.quartet.dashboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReadingsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:30Z");

    private final Queries queries = new Queries(Stacks.REGION).add(List.of("f"), Metric.LAMBDA_INVOCATIONS);

    private Readings data(Duration settling, Map<String, Double> invocations) {
        TreeMap<Instant, Double> points = new TreeMap<>();
        invocations.forEach((time, value) -> points.put(Instant.parse("2026-05-01T" + time + ":00Z"), value));
        MetricQuery query = queries.of(Metric.LAMBDA_INVOCATIONS).getFirst();
        Snapshot snapshot = new Snapshot(
                TimeRange.DEFAULT,
                Window.endingAt(NOW, TimeRange.DEFAULT, settling),
                NOW,
                Map.of(query, Series.of(points)),
                List.of());
        return new Readings(queries, snapshot, NOW);
    }

    @Test
    void rate_shouldCountTheOpenBucketByTheTimeThatPassed() {
        // Half a minute of 12:00 and the whole of 11:59, from the first value on: 45 in 1.5 minutes.
        assertThat(data(Duration.ZERO, Map.of("11:59", 30.0, "12:00", 15.0)).rate(Metric.LAMBDA_INVOCATIONS))
                .isEqualTo(30);
    }

    @Test
    void rate_shouldUseSettledBuckets_whereValuesComeLate() {
        Readings data =
                data(Duration.ofMinutes(10), Map.of("11:45", 10.0, "11:49", 20.0, "11:55", 999.0, "12:00", 999.0));
        assertThat(data.live().end()).isEqualTo("2026-05-01T11:50:00Z");
        assertThat(data.rate(Metric.LAMBDA_INVOCATIONS)).isEqualTo(6);
    }

    @Test
    void rate_shouldBeNoData_whenNothingWasReported() {
        assertThat(data(Duration.ZERO, Map.of()).rate(Metric.LAMBDA_INVOCATIONS))
                .isNull();
        assertThat(data(Duration.ZERO, Map.of("11:05", 3.0)).rate(Metric.LAMBDA_INVOCATIONS))
                .isNull();
    }

    @Test
    void count_shouldNotDependOnWhenAMetricBegan() {
        List<MetricQuery> invocations = queries.of(Metric.LAMBDA_INVOCATIONS);
        assertThat(data(Duration.ZERO, Map.of("11:57", 60.0, "11:59", 30.0)).count(invocations))
                .isEqualTo(90);
        assertThat(data(Duration.ZERO, Map.of("12:00", 10.0)).count(invocations))
                .isEqualTo(10);
        assertThat(data(Duration.ZERO, Map.of("11:05", 3.0)).count(invocations)).isZero();
    }
}
