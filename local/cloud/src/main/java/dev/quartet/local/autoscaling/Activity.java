package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Something that a group did to an instance, as DescribeScalingActivities tells it. Thread-safe. */
final class Activity {
    private final String id = UUID.randomUUID().toString();
    private final String cause;
    private final Instant started;
    private String description;
    private Status status = Status.InProgress;
    private String message = "";
    private Optional<Instant> ended = Optional.empty();

    /** AWS's codes. */
    enum Status {
        InProgress(50),
        WaitingForELBConnectionDraining(60),
        Successful(100),
        Failed(100);

        private final int progress;

        Status(int progress) {
            this.progress = progress;
        }

        int progress() {
            return progress;
        }
    }

    /** An activity at one moment. */
    record Seen(
            String id,
            String description,
            String cause,
            Instant started,
            Optional<Instant> ended,
            Status status,
            String message) {}

    Activity(String description, String cause, Instant started) {
        this.description = requireNonNull(description, "description is null");
        this.cause = requireNonNull(cause, "cause is null");
        this.started = requireNonNull(started, "started is null");
    }

    synchronized Seen seen() {
        return new Seen(id, description, cause, started, ended, status, message);
    }

    synchronized void describe(String text) {
        description = text;
    }

    synchronized void draining() {
        status = Status.WaitingForELBConnectionDraining;
    }

    synchronized void end(Instant now, Status how, String why) {
        if (ended.isEmpty()) {
            status = how;
            message = why;
            ended = Optional.of(now);
        }
    }
}
