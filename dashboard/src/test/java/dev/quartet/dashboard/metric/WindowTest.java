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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WindowTest {
    static Stream<Arguments> anyTime() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        return IntStream.range(0, 300)
                .mapToObj(i -> Arguments.of(
                        Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 1_900_000_000_000L)),
                        new TimeRange(Duration.ofMinutes(random.nextInt(5, 30 * 24 * 60 + 1))),
                        Duration.ofSeconds(random.nextInt(0, 1200))));
    }

    @ParameterizedTest
    @MethodSource("anyTime")
    void endingAt_shouldCoverTheRangeInWholeBucketsUpToTheOpenOne(Instant now, TimeRange range, Duration settling) {
        Window window = Window.endingAt(now, range, settling);
        long period = window.period().toSeconds();
        assertThat(window.start().getEpochSecond() % period).isZero();
        assertThat(window.end().getEpochSecond() % period).isZero();
        assertThat(window.end()).isAfter(now).isBeforeOrEqualTo(now.plusSeconds(period));
        assertThat(window.length()).isGreaterThanOrEqualTo(range.length());
        assertThat(window.length()).isLessThan(range.length().plusSeconds(period));
        assertThat(window.settledUntil())
                .isBeforeOrEqualTo(now.minus(settling).isBefore(window.start()) ? window.start() : now.minus(settling));
        assertThat(window.previous().end()).isEqualTo(window.start());
        assertThat(window.previous().length()).isEqualTo(window.length());
    }

    @Test
    void endingAt_shouldMarkTheNewestBucketsAsSettling() {
        Window window =
                Window.endingAt(Instant.parse("2026-05-01T12:00:30Z"), TimeRange.parse("PT1H"), Duration.ofMinutes(10));
        assertThat(window.end()).isEqualTo("2026-05-01T12:01:00Z");
        assertThat(window.start()).isEqualTo("2026-05-01T11:01:00Z");
        assertThat(window.settledUntil()).isEqualTo("2026-05-01T11:50:00Z");
        assertThat(window.settled().orElseThrow().end()).isEqualTo("2026-05-01T11:50:00Z");
    }

    @Test
    void settled_shouldBeEmpty_whenNothingHasSettled() {
        Window window =
                Window.endingAt(Instant.parse("2026-05-01T12:00:30Z"), TimeRange.parse("PT5M"), Duration.ofMinutes(10));
        assertThat(window.settled()).isEmpty();
    }

    @Test
    void window_shouldRefuseWhatIsNotAligned() {
        Instant start = Instant.parse("2026-05-01T12:00:30Z");
        assertThatThrownBy(() -> new Window(start, start.plusSeconds(60), Duration.ofSeconds(60), start))
                .hasMessageContaining("not aligned");
    }
}
