package dev.quartet.local.cloudwatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/** An alarm with its state and history. Thread-safe. */
final class Alarm {
    /** CloudWatch's states. */
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** A change of state. */
    record Change(Instant at, State from, State to, String reason) {}

    /** The state now, why and since when. */
    record Status(State state, String reason, Instant since) {}

    private static final int MOST_CHANGES = 200;

    private final AlarmDefinition definition;
    private final String arn;
    private final Instant created;
    private final BiConsumer<Alarm, Change> listener;
    private final Deque<Change> changes = new ArrayDeque<>();
    private Status status;

    /** Creates it; {@code listener} is told each change of state, by the thread that makes it. */
    Alarm(AlarmDefinition definition, String arn, Instant created, BiConsumer<Alarm, Change> listener) {
        this.definition = definition;
        this.arn = arn;
        this.created = created;
        this.listener = listener;
        this.status = new Status(State.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", created);
    }

    AlarmDefinition definition() {
        return definition;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    synchronized Status status() {
        return status;
    }

    /** Returns the changes of state, newest first. */
    synchronized List<Change> changes() {
        return new ArrayList<>(changes);
    }

    void moveTo(State state, String reason, Instant at) {
        Change change;
        synchronized (this) {
            if (state == status.state()) {
                return;
            }
            change = new Change(at, status.state(), state, reason);
            changes.addFirst(change);
            while (changes.size() > MOST_CHANGES) {
                changes.removeLast();
            }
            status = new Status(state, reason, at);
        }
        listener.accept(this, change);
    }

    /**
     * Judges the newest complete periods; see
     * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">alarm evaluation</a>.
     */
    void evaluate(MetricReader reader, Instant now) {
        var values = judged(reader, now);
        int missing = Math.max(0, definition.evaluationPeriods() - values.size());
        long breaching = values.stream()
                .filter(value -> definition.comparison().breaches(value, definition.threshold()))
                .count();
        var treat = definition.treatMissingData();
        if (treat.equals("breaching")) {
            breaching += missing;
        }
        if (values.isEmpty() && treat.equals("ignore")) {
            return;
        }
        if (values.isEmpty() && treat.equals("missing")) {
            moveTo(State.INSUFFICIENT_DATA, "Insufficient Data: no datapoints were received", now);
            return;
        }
        boolean alarm = breaching >= definition.datapointsToAlarm();
        // Too few data points to tell: AWS keeps the state rather than guess.
        boolean undecided = !alarm
                && (treat.equals("missing") || treat.equals("ignore"))
                && breaching + missing >= definition.datapointsToAlarm()
                && status().state() != State.INSUFFICIENT_DATA;
        if (!undecided) {
            moveTo(alarm ? State.ALARM : State.OK, reason(values, breaching, alarm), now);
        }
    }

    /** Returns the values of the newest complete periods, oldest first; those without data are left out. */
    List<Double> judged(MetricReader reader, Instant now) {
        long end = Math.floorDiv(now.getEpochSecond(), 60L) * 60;
        long start = end - (long) definition.period() * definition.evaluationPeriods();
        var points = reader.readFrom(definition.region(), definition.queries(), start, end)
                .get(definition.compared().id());
        return points == null ? List.of() : List.copyOf(points.values().values());
    }

    private String reason(List<Double> values, long breaching, boolean alarm) {
        return "Threshold Crossed: %d of the last %d datapoints %s %s %s the threshold (%s) (needed: %d)."
                .formatted(
                        breaching,
                        definition.evaluationPeriods(),
                        values,
                        alarm ? "were" : "of which were",
                        definition.comparison().words(),
                        definition.threshold(),
                        definition.datapointsToAlarm());
    }
}
