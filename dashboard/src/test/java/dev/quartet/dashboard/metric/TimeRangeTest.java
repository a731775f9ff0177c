package dev.quartet.dashboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00Z/2026-11-20T11:00Z, 60",
        "2026-11-08T10:00Z/2026-11-08T11:00Z, 300",
        "2026-10-01T10:00Z/2026-10-02T10:00Z, 300",
        "2026-09-20T10:00Z/2026-09-20T11:00Z, 3600",
        "2026-08-24T00:00Z/2026-11-22T00:00Z, 21600"
    })
    void period_shouldBeOneThatCloudWatchStillKeeps(String range, int seconds) {
        assertThat(TimeRange.parse(range).period(Instant.parse("2026-11-23T12:00:00Z")))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void wider_shouldShowTwiceAsMuchAround_butNotTheFuture() {
        Instant now = Instant.parse("2026-11-23T12:00:30Z");
        assertThat(TimeRange.DEFAULT.wider(now)).isEqualTo(TimeRange.parse("PT3H"));
        assertThat(TimeRange.parse("P30D").wider(now)).isEqualTo(TimeRange.parse("P30D"));
        assertThat(TimeRange.parse("2026-11-20T10:00Z/2026-11-20T12:00Z")
                        .wider(now)
                        .text())
                .isEqualTo("2026-11-20T09:00Z/2026-11-20T13:00Z");
        assertThat(TimeRange.parse("2026-11-23T09:50Z/2026-11-23T11:50Z")
                        .wider(now)
                        .text())
                .isEqualTo("2026-11-23T08:00Z/2026-11-23T12:00Z");
        assertThat(TimeRange.parse("2026-08-26T00:00Z/2026-11-22T00:00Z")
                        .wider(now)
                        .length())
                .isEqualTo(Duration.ofDays(90));
    }

    @Test
    void around_shouldBeWholeMinutes_fiveAtLeast_andNoFuture() {
        Instant now = Instant.parse("2026-11-23T12:00:30Z");
        assertThat(TimeRange.around(Instant.parse("2026-11-23T11:30:20Z"), Instant.parse("2026-11-23T11:10:40.5Z"), now)
                        .text())
                .isEqualTo("2026-11-23T11:10Z/2026-11-23T11:31Z");
        assertThat(TimeRange.around(Instant.parse("2026-11-23T11:59:10Z"), Instant.parse("2026-11-23T12:00:50Z"), now)
                        .text())
                .isEqualTo("2026-11-23T11:55Z/2026-11-23T12:00Z");
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
