package dev.quartet.dashboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeRangeTest {
    @ParameterizedTest
    @CsvSource({"PT5M, 60", "PT1H, 60", "PT24H, 60", "PT25H, 300", "P3D, 300", "P7D, 900", "P14D, 900", "P30D, 3600"})
    void period_shouldBeTheSmallestThatFits(String range, int seconds) {
        assertThat(TimeRange.parse(range).period()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1h", "PT4M", "P31D", "PT-1H", "PT1H30S", "PT99999999999H", "bad"})
    void parse_shouldNameWhatIsAllowed_whenRefused(String range) {
        assertThatThrownBy(() -> TimeRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT5M to P30D");
    }

    static Stream<TimeRange> anyRange() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        return IntStream.range(0, 300)
                .mapToObj(i -> new TimeRange(Duration.ofMinutes(random.nextInt(5, 30 * 24 * 60 + 1))));
    }

    @ParameterizedTest
    @MethodSource("anyRange")
    void period_shouldKeepUnder1500PointsThatAreStillRetained(TimeRange range) {
        long seconds = range.period().toSeconds();
        assertThat(range.length().toSeconds() / seconds).isLessThan(1500);
        if (range.length().multipliedBy(2).compareTo(Duration.ofDays(15)) > 0) {
            assertThat(seconds).isGreaterThanOrEqualTo(300);
        }
    }

    @ParameterizedTest
    @MethodSource("anyRange")
    void text_shouldBeReadBackAsTheSame(TimeRange range) {
        assertThat(TimeRange.parse(range.text())).isEqualTo(range);
    }
}
