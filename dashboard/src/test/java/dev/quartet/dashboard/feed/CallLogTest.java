package dev.quartet.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CallLogTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T12:00:30Z"));
    private final CallLog log = new CallLog(clock);

    @Test
    void usage_shouldTellTotalsAndTheRecentRate() {
        log.read(2, 600);
        log.call();
        assertThat(log.usage().recent()).as("a minute at least").isEqualTo(Duration.ofMinutes(1));
        assertThat(log.usage().callsPerMinute()).isEqualTo(3);
        for (int minute = 0; minute < 30; minute++) {
            clock.advance(Duration.ofMinutes(1));
            log.read(1, 100);
        }
        Usage usage = log.usage();
        assertThat(usage.total()).isEqualTo(new Usage.Count(32, 3600, 1));
        assertThat(usage.recent()).isEqualTo(Duration.ofMinutes(10));
        assertThat(usage.callsPerMinute()).isEqualTo(1);
        assertThat(usage.metricsPerMinute()).isEqualTo(100);
        clock.advance(Duration.ofMinutes(11));
        assertThat(log.usage().lately()).as("nobody looks").isEqualTo(Usage.Count.NONE);
    }
}
