package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));

    @Test
    void pause_shouldDouble_upToTheMost() {
        assertThat(longest(0)).isBetween(1L, 10L);
        assertThat(longest(3)).isBetween(11L, 80L);
        assertThat(longest(5)).isBetween(81L, 200L);
        assertThat(longest(1_000)).isBetween(81L, 200L);
    }

    @Test
    void pause_shouldBeAnyTimeUpToIt() {
        assertThat(IntStream.range(0, 500)
                        .mapToObj(i -> backoff.pause(4))
                        .distinct()
                        .count())
                .isGreaterThan(50);
    }

    @Test
    void sleep_shouldLeaveTheThreadInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> backoff.sleep(4)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void backoff_shouldRefuseAFirstPauseOverTheMost() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S");
    }

    private long longest(int retry) {
        return IntStream.range(0, 500)
                .mapToLong(i -> backoff.pause(retry).toMillis())
                .max()
                .orElseThrow();
    }
}
