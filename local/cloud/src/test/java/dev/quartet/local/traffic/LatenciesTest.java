package dev.quartet.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void percentile_shouldBeWithinABucketsWidth() {
        var latencies = new Latencies();
        assertThat(latencies.percentile(50)).isZero();
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.add(millis * 1_000_000L);
        }
        assertThat(latencies.percentile(50)).isCloseTo(500, within(35.0));
        assertThat(latencies.percentile(99)).isCloseTo(990, within(65.0));
        assertThat(latencies.percentile(100)).isCloseTo(1000, within(65.0));
    }

    @Test
    void zipf_shouldPreferTheFirst() {
        var random = new Random(1);
        var counts = new int[100];
        for (int i = 0; i < 100_000; i++) {
            counts[Zipf.next(random, 100)]++;
        }
        assertThat(counts[0]).isGreaterThan(2 * counts[2]);
        assertThat(counts[9]).isGreaterThan(counts[99]).isPositive();
        assertThat(counts[99]).isPositive();
        assertThat(Zipf.next(random, 1)).isZero();
    }
}
