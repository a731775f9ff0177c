package dev.quartet.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.cloudwatch.Reading;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RegionStoreTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:30Z");
    private static final MetricQuery QUERY = MetricQuery.of("eu-west-1", Metric.LAMBDA_ERRORS, "f");

    private final RegionStore store = new RegionStore(1000);

    private void put(TimeRange range, int points) {
        SortedMap<Instant, Double> values = new TreeMap<>();
        for (int i = 0; i < points; i++) {
            values.put(NOW.plusSeconds(60L * i), 1.0);
        }
        store.put(
                range,
                Window.endingAt(NOW, range, Duration.ZERO),
                new Reading(Map.of(QUERY, Series.of(values)), Map.of(), Optional.empty(), 1),
                NOW);
    }

    @Test
    void put_shouldForgetTheRangeThatWasNotUsedForLongest() {
        put(TimeRange.DEFAULT, 400);
        put(TimeRange.SHORT, 400);
        assertThat(store.get(TimeRange.DEFAULT, Set.of(QUERY))).hasSize(1);
        put(TimeRange.parse("P1D"), 400);
        assertThat(store.points()).isEqualTo(800);
        assertThat(store.get(TimeRange.SHORT, Set.of(QUERY))).isEmpty();
        assertThat(store.get(TimeRange.DEFAULT, Set.of(QUERY))).hasSize(1);
    }

    @Test
    void points_shouldStayWithinTheirBound_howeverManyRangesThereAre() {
        for (int minute = 5; minute < 500; minute++) {
            put(new TimeRange(Duration.ofMinutes(minute)), 100);
            assertThat(store.points()).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void put_shouldKeepWhatWasJustRead_evenIfItIsTooMuch() {
        put(TimeRange.SHORT, 10);
        put(TimeRange.DEFAULT, 5000);
        assertThat(store.get(TimeRange.DEFAULT, Set.of(QUERY))).hasSize(1);
        assertThat(store.points()).isEqualTo(5000);
    }

    @Test
    void put_shouldForgetWhatNobodyAsksForAnyMore_onceNoneOfItIsShown() {
        MetricQuery denied = MetricQuery.of("eu-west-1", Metric.LAMBDA_ERRORS, "denied");
        MetricQuery other = MetricQuery.of("eu-west-1", Metric.LAMBDA_ERRORS, "other");
        TimeRange fixed = TimeRange.parse("2026-05-01T10:00Z/2026-05-01T11:00Z");
        for (TimeRange range : List.of(TimeRange.DEFAULT, fixed)) {
            put(
                    range,
                    NOW,
                    Map.of(QUERY, Series.EMPTY),
                    Map.of(denied, new ReadFailure(ReadFailure.Kind.DENIED, "no")));
        }
        Instant later = NOW.plus(TimeRange.DEFAULT.length().multipliedBy(2));
        for (TimeRange range : List.of(TimeRange.DEFAULT, fixed)) {
            put(range, later, Map.of(other, Series.EMPTY), Map.of());
        }
        assertThat(store.get(TimeRange.DEFAULT, Set.of(QUERY, other)))
                .as("the last window before")
                .hasSize(2);
        for (TimeRange range : List.of(TimeRange.DEFAULT, fixed)) {
            put(range, later.plusSeconds(120), Map.of(other, Series.EMPTY), Map.of());
        }
        assertThat(store.get(TimeRange.DEFAULT, Set.of(QUERY, other))).containsOnlyKeys(other);
        assertThat(store.refused(TimeRange.DEFAULT, Set.of(denied))).isEmpty();
        assertThat(store.get(fixed, Set.of(QUERY, other))).as("what lies still").hasSize(2);
    }

    private void put(
            TimeRange range, Instant now, Map<MetricQuery, Series> series, Map<MetricQuery, ReadFailure> refused) {
        Window window = Window.endingAt(now, range, Duration.ZERO);
        store.put(range, window, new Reading(series, refused, Optional.empty(), 1), now);
    }
}
