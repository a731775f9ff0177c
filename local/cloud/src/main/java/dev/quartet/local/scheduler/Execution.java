package dev.quartet.local.scheduler;

import java.time.Instant;

/**
 * One invocation that is due, and how far it has come. Immutable.
 *
 * @param time for which it was scheduled
 * @param at when to try (again)
 * @param attempt from 1
 */
record Execution(Schedule schedule, String id, Instant time, Instant at, int attempt) {
    Execution again(Instant later) {
        return new Execution(schedule, id, time, later, attempt + 1);
    }
}
