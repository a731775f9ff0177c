package dev.quartet.dashboard.alarm;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An alarm that went off, or that is well again after it had.
 *
 * @param name of the alarm
 * @param off whether it went off
 */
public record AlarmTurn(Instant at, String name, boolean off) {
    public AlarmTurn {
        requireNonNull(at, "at is null");
        requireNonNull(name, "name is null");
    }
}
