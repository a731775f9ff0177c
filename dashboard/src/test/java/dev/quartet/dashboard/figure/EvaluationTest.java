package dev.quartet.dashboard.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EvaluationTest {
    private static final Window WINDOW =
            Window.endingAt(Instant.parse("2026-05-01T12:00:30Z"), TimeRange.DEFAULT, Duration.ofMinutes(10));

    private final Map<MetricQuery, Series> data = new HashMap<>();

    private Figure figure(Headline headline) {
        return new Evaluation(data.keySet(), query -> data.getOrDefault(query, Series.EMPTY))
                .figure(headline.formula(), WINDOW);
    }

    /** Values from the window's start on, a bucket each; NaN for none. */
    private void put(Metric metric, String resource, double... values) {
        TreeMap<Instant, Double> points = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                points.put(WINDOW.start().plusSeconds(60L * i), values[i]);
            }
        }
        String[] dimensions = new String[metric.namespace().dimensions().size()];
        Arrays.fill(dimensions, resource);
        data.put(MetricQuery.of("r", metric, dimensions), Series.of(points));
    }

    @Test
    void ratio_shouldDivideSums() {
        put(Metric.API_CACHE_HITS, "a", 3, 0, 5);
        put(Metric.API_CACHE_MISSES, "a", 1, 1, 0);
        assertThat(figure(Headline.CACHE_API)).isEqualTo(new Figure(0.8, 8.0, 10.0, WINDOW.settledUntil()));
    }

    @Test
    void ratio_shouldBeNoData_whenThereIsNoTraffic() {
        put(Metric.API_CACHE_HITS, "a", 0, 0);
        put(Metric.API_CACHE_MISSES, "a", 0, 0);
        assertThat(figure(Headline.CACHE_API).value()).isNull();
        data.clear();
        assertThat(figure(Headline.CACHE_API).value()).isNull();
    }

    @Test
    void ratio_shouldCountMissingHitsAsNone_whenThereAreMisses() {
        put(Metric.DAX_ITEM_MISSES, "d", 4);
        assertThat(figure(Headline.CACHE_DAX).value()).isZero();
    }

    @Test
    void sum_shouldAddResourcesAndIndexes_andBeNoDataWithoutAny() {
        assertThat(figure(Headline.RCU_SUM).value()).isNull();
        put(Metric.TABLE_RCU, "t", 1, 2);
        put(Metric.INDEX_RCU, "i", 4);
        assertThat(figure(Headline.RCU_SUM).value()).isEqualTo(7);
        assertThat(figure(Headline.RCU_PER_SECOND).value()).isEqualTo(7 / 3600.0);
    }

    @Test
    void sum_shouldBeZero_whereOnlyItsWitnessIsReported() {
        assertThat(figure(Headline.MAIL_BOUNCE).value()).isNull();
        put(Metric.MAIL_SEND, "set", 4, 2);
        assertThat(figure(Headline.MAIL_BOUNCE).value()).isZero();
        put(Metric.MAIL_BOUNCE, "set", Double.NaN, Double.NaN, 1);
        assertThat(figure(Headline.MAIL_BOUNCE).value()).isEqualTo(1);
    }

    @Test
    void saved_shouldUseSettledBucketsOnly_andBringBackWhatElbRefused() {
        // The window has 60 buckets, of which the last 11 have not settled.
        double[] edge =
                IntStream.range(0, 60).mapToDouble(i -> i < 49 ? 10 : 1000).toArray();
        double[] origin =
                IntStream.range(0, 60).mapToDouble(i -> i < 49 ? 1 : 1000).toArray();
        put(Metric.EDGE_REQUESTS, "e", edge);
        put(Metric.ORIGIN_REQUESTS, "o", origin);
        put(Metric.ORIGIN_REFUSED, "o", 49);
        Figure figure = figure(Headline.OFFLOAD_REQUESTS);
        assertThat(figure.numerator()).isEqualTo(98);
        assertThat(figure.denominator()).isEqualTo(490);
        assertThat(figure.value()).isEqualTo(0.8, within(1e-12));
        assertThat(figure.clamped()).isFalse();
    }

    @Test
    void saved_shouldNeverBeBelowZero_andSaySo() {
        put(Metric.EDGE_REQUESTS, "e", 10);
        put(Metric.ORIGIN_REQUESTS, "o", 30);
        assertThat(figure(Headline.OFFLOAD_REQUESTS).value()).isZero();
        assertThat(figure(Headline.OFFLOAD_REQUESTS).clamped()).isTrue();
    }

    @Test
    void saved_shouldBeAll_whenTheOriginSentNothing() {
        put(Metric.EDGE_REQUESTS, "e", 10);
        assertThat(figure(Headline.OFFLOAD_REQUESTS).value()).isEqualTo(1);
    }

    @Test
    void weighted_shouldWeightEachBucketAndResourceByItsRequests() {
        put(Metric.EDGE_CACHE_HIT_RATE, "one", 100, 0, Double.NaN);
        put(Metric.EDGE_REQUESTS, "one", 1, 3, 1000);
        put(Metric.EDGE_CACHE_HIT_RATE, "two", 50);
        put(Metric.EDGE_REQUESTS, "two", 4);
        assertThat(figure(Headline.CACHE_EDGE)).isEqualTo(new Figure(3 / 8.0, 3.0, 8.0, WINDOW.settledUntil()));
    }

    static Stream<long[]> anyCounts() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        return IntStream.range(0, 200).mapToObj(i -> random.longs(40, 0, 1000).toArray());
    }

    @ParameterizedTest
    @MethodSource("anyCounts")
    void ratioAndItsSeries_shouldStayBetweenZeroAndOne(long[] counts) {
        put(
                Metric.API_CACHE_HITS,
                "a",
                IntStream.range(0, 20).mapToDouble(i -> counts[i]).toArray());
        put(
                Metric.API_CACHE_MISSES,
                "a",
                IntStream.range(20, 40).mapToDouble(i -> counts[i]).toArray());
        assertThat(figure(Headline.CACHE_API).value()).isBetween(0.0, 1.0);
        Series series = new Evaluation(data.keySet(), query -> data.getOrDefault(query, Series.EMPTY))
                .series(Headline.CACHE_API.formula(), WINDOW);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.valueAt(i)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void text_shouldReadAsTheFormula() {
        assertThat(Headline.CACHE_API.formula().text()).isEqualTo("CacheHitCount / (CacheHitCount + CacheMissCount)");
        assertThat(Headline.OFFLOAD_REQUESTS.formula().text())
                .isEqualTo("1 − (RequestCount + HTTPCode_ELB_5XX_Count) / Requests");
    }
}
