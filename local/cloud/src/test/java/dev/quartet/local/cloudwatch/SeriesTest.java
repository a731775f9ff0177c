package dev.quartet.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    private static final int DAY = 24 * 60;

    @Test
    void percentiles_shouldBeTheSame_onceAMinuteIsOver() {
        var series = series(0);
        var random = new Random(1);
        var values = new ArrayList<Double>();
        for (int i = 0; i < 500; i++) {
            values.add(latency(random));
            series.add(START, values.getLast(), 1);
        }
        double before = minute(series, START).quantile(0.99);
        series.add(START + 60, 1, 1);

        var after = minute(series, START);
        assertThat(after.quantile(0.99)).isEqualTo(before);
        assertThat(after.count()).isEqualTo(500);
        assertThat(after.sum())
                .isCloseTo(values.stream().mapToDouble(Double::doubleValue).sum(), within(1e-6));
        values.sort(null);
        assertThat(after.quantile(0.5)).isCloseTo(values.get(250), within(values.get(250) * 0.02));
    }

    @Test
    void whatComesLate_shouldCount_andMinutesShouldAddUp() {
        var series = series(0);
        for (int minute = 0; minute < 3; minute++) {
            series.add(START + 60L * minute, 10, 1);
            series.add(START + 60L * minute, 20, 1);
        }
        series.add(START, 1000, 2);

        assertThat(minute(series, START).quantile(0.9)).isCloseTo(1000, within(5.0));
        assertThat(minute(series, START + 60).maximum()).isEqualTo(20);
        var all = series.read(START, START + 300, 300).get(START);
        assertThat(all.count()).isEqualTo(8);
        assertThat(all.quantile(0.5)).isCloseTo(20, within(0.2));
        assertThat(all.quantile(1)).isCloseTo(1000, within(5.0));
    }

    @Test
    void whatIsOlderThanAllMinutes_shouldCountInItsHour() {
        var series = series(0);
        for (int minute = 0; minute < DAY; minute++) {
            series.add(START + 60L * minute, 1, 1);
        }
        series.add(START - 7200 + 60, 5, 2);
        series.add(START - 7200 + 120, 6, 1);

        var all = series.read(START - 7200, START + 60L * DAY, 3600);
        assertThat(all).hasSize(25).doesNotContainKey(START - 3600);
        assertThat(all.get(START - 7200).count()).isEqualTo(3);
        assertThat(all.get(START - 7200).sum()).isEqualTo(16);
        assertThat(all.get(START).count()).isEqualTo(60);
    }

    @Test
    void daysOfLatencies_shouldTakeAFewHundredBytesForEachMinute() {
        var all = new ArrayList<Series>();
        var random = new Random(2);
        long before = used();
        for (int i = 0; i < 10; i++) {
            var series = series(i);
            all.add(series);
            for (int minute = 0; minute < 2 * DAY; minute++) {
                for (int call = 0; call < 100; call++) {
                    series.add(START + 60L * minute, latency(random), 1);
                }
            }
        }
        long taken = used() - before;

        // A day by the minute, and one by the hour; sketches as they come would take about 3 kB for each minute.
        assertThat(taken / all.size() / DAY).isLessThan(600);
        long read = all.stream()
                .mapToLong(series -> series.read(START, START + 2L * DAY * 60, 60).values().stream()
                        .mapToLong(bucket -> (long) bucket.count())
                        .sum())
                .sum();
        assertThat(read).isEqualTo(10L * 2 * DAY * 100);
    }

    private static Series series(int number) {
        return new Series(
                new MetricKey("eu-west-1", "AWS/Lambda", "Duration", Map.of("FunctionName", "f" + number)),
                "Milliseconds",
                Clock.systemUTC());
    }

    private static Bucket minute(Series series, long start) {
        return series.read(start, start + 60, 60).get(start);
    }

    private static double latency(Random random) {
        return 8 * Math.exp(random.nextGaussian());
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
