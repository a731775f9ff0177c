package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.MetricAlarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target tracking policy: two alarms of its own let the group grow at once when a metric is over its target for three minutes, and
 * shrink when it is below nine tenths of it for fifteen. Instances that still warm up do not count as the capacity that made the
 * metric, and nothing shrinks while there are such. See <a
 * href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html">AWS</a>. Thread-safe.
 */
final class TargetTracking {
    private static final Logger log = LoggerFactory.getLogger(TargetTracking.class);
    private static final int HIGH_MINUTES = 3;
    private static final int LOW_MINUTES = 15;
    private static final double LOW_SHARE = 0.9;
    private static final long MINUTE = 60;

    private final Identity identity;
    private final Group group;
    private final Tracked tracked;
    private final Duration warmup;
    private final Clock clock;
    private final List<AlarmName> alarms = new ArrayList<>();

    /** What the policy is called. */
    record Identity(String name, String arn) {
        Identity {
            requireNonNull(name, "name is null");
            requireNonNull(arn, "arn is null");
        }
    }

    /** One of its alarms. */
    record AlarmName(String name, String arn) {}

    TargetTracking(Identity identity, Group group, Tracked tracked, Duration warmup, Clock clock) {
        this.identity = requireNonNull(identity, "identity is null");
        this.group = requireNonNull(group, "group is null");
        this.tracked = requireNonNull(tracked, "tracked is null");
        this.warmup = requireNonNull(warmup, "warmup is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    Identity identity() {
        return identity;
    }

    Group group() {
        return group;
    }

    Tracked tracked() {
        return tracked;
    }

    List<AlarmName> alarms() {
        return Collections.unmodifiableList(alarms);
    }

    /** Makes its alarms. */
    TargetTracking start(MetricAlarms cloudWatch) {
        put(cloudWatch, "AlarmHigh", HIGH_MINUTES, true, tracked.target(), this::high);
        if (!tracked.disableScaleIn()) {
            put(cloudWatch, "AlarmLow", LOW_MINUTES, false, tracked.target() * LOW_SHARE, this::low);
        }
        return this;
    }

    /** Removes its alarms. */
    void stop(MetricAlarms cloudWatch) {
        alarms.forEach(alarm -> cloudWatch.remove(alarm.name()));
    }

    private void put(
            MetricAlarms cloudWatch,
            String kind,
            int minutes,
            boolean above,
            double threshold,
            MetricAlarms.Action action) {
        var name = "TargetTracking-%s-%s-%s"
                .formatted(
                        group.identity().name(),
                        kind,
                        UUID.nameUUIDFromBytes(
                                (identity.arn() + kind).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var arn = cloudWatch.put(
                new MetricAlarms.Spec(
                        name,
                        "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy %s.".formatted(identity.arn()),
                        tracked.namespace(),
                        tracked.metric(),
                        tracked.dimensions(),
                        tracked.statistic(),
                        minutes,
                        above,
                        threshold,
                        identity.arn()),
                action);
        alarms.add(new AlarmName(name, arn));
    }

    private void high(List<Double> values) {
        double newest = values.getLast();
        int wanted = (int) Math.ceil(Math.max(1, warm()) * newest / tracked.target());
        int capacity = Math.min(wanted, group.settings().max());
        if (capacity > group.desired()) {
            log.info(
                    "{} of {} is {} a target, {} are wanted",
                    tracked.metric(),
                    group.identity().name(),
                    newest,
                    wanted);
            group.resize(capacity, cause("AlarmHigh"));
        }
    }

    private void low(List<Double> values) {
        var members = group.members();
        long warm = warm();
        if (members.size() != warm || warm != group.desired()) {
            return; // something is still on its way
        }
        int wanted = (int) Math.ceil(warm * Collections.max(values) / tracked.target());
        int capacity = Math.max(wanted, group.settings().min());
        if (capacity < group.desired()) {
            group.resize(capacity, cause("AlarmLow"));
        }
    }

    private String cause(String kind) {
        var alarm = alarms.stream()
                .map(AlarmName::name)
                .filter(name -> name.contains(kind))
                .findFirst()
                .orElse(kind);
        return "a monitor alarm %s in state ALARM triggered policy %s".formatted(alarm, identity.name());
    }

    /** Returns how many instances served the newest minute that was judged as usual. */
    private long warm() {
        var minute = Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), MINUTE) * MINUTE - MINUTE);
        return group.members().stream()
                .filter(Member::serves)
                .filter(member -> !member.inService().plus(warmup).isAfter(minute))
                .count();
    }
}
