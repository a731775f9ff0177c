package dev.quartet.dashboard.alarm;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An alarm's change of state, in CloudWatch's own words. */
public record AlarmChange(Instant at, String summary) {
    public AlarmChange {
        requireNonNull(at, "at is null");
        requireNonNull(summary, "summary is null");
    }
}
