package dev.quartet.dashboard.alarm;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * A metric alarm as CloudWatch describes it.
 *
 * @param description what it is about, as the program says; may be empty
 * @param since when it got into its state
 * @param reason CloudWatch's own words
 * @param resources the values of all dimensions that it watches
 */
public record Alarm(
        String region,
        String name,
        String description,
        State state,
        Instant since,
        String reason,
        Watched watched,
        List<String> resources) {
    /** CloudWatch's states. */
    public enum State {
        ALARM,
        INSUFFICIENT_DATA,
        OK
    }

    public Alarm {
        requireNonNull(region, "region is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        requireNonNull(since, "since is null");
        resources = List.copyOf(resources);
    }

    static Alarm of(String region, MetricAlarm alarm) {
        List<String> resources = new ArrayList<>();
        alarm.dimensions().forEach(dimension -> resources.add(dimension.value()));
        for (MetricDataQuery query : alarm.metrics()) {
            if (query.metricStat() != null) {
                query.metricStat().metric().dimensions().stream()
                        .map(Dimension::value)
                        .forEach(resources::add);
            }
        }
        Instant since = alarm.stateTransitionedTimestamp() == null
                ? alarm.stateUpdatedTimestamp()
                : alarm.stateTransitionedTimestamp();
        return new Alarm(
                region,
                alarm.alarmName(),
                alarm.alarmDescription() == null ? "" : alarm.alarmDescription(),
                state(alarm.stateValue()),
                since == null ? Instant.EPOCH : since,
                alarm.stateReason() == null ? "" : alarm.stateReason(),
                Watched.of(alarm),
                resources.stream().distinct().toList());
    }

    private static State state(StateValue value) {
        return switch (value) {
            case OK -> State.OK;
            case ALARM -> State.ALARM;
            // A state that this code does not know is one of which nothing can be said.
            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION -> State.INSUFFICIENT_DATA;
        };
    }
}
