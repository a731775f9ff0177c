package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** AWS/AutoScaling of one group, counted once a minute at its 50th second. Used by one thread at a time. */
final class GroupMetrics {
    /** All that can be enabled. */
    static final List<String> NAMES = List.of(
            "GroupMinSize",
            "GroupMaxSize",
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupPendingInstances",
            "GroupTerminatingInstances",
            "GroupTotalInstances",
            "GroupStandbyInstances");

    private static final String NAMESPACE = "AWS/AutoScaling";
    private static final int SECOND = 50;
    private static final int MINUTE = 60;

    private final Metrics metrics;
    private final String region;
    private final Group group;
    private long counted = Long.MIN_VALUE;

    GroupMetrics(Metrics metrics, String region, Group group) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.region = requireNonNull(region, "region is null");
        this.group = requireNonNull(group, "group is null");
    }

    /** Publishes when it is time to. */
    void tick(Instant now) {
        long minute = Math.floorDiv(now.getEpochSecond(), MINUTE);
        if (minute == counted || Math.floorMod(now.getEpochSecond(), MINUTE) < SECOND) {
            return;
        }
        counted = minute;
        var members = group.members();
        for (var name : group.settings().metrics()) {
            metrics.metric(
                            region,
                            NAMESPACE,
                            name,
                            Map.of("AutoScalingGroupName", group.identity().name()),
                            "None")
                    .add(value(name, members));
        }
    }

    private double value(String name, List<Member> members) {
        return switch (name) {
            case "GroupMinSize" -> group.settings().min();
            case "GroupMaxSize" -> group.settings().max();
            case "GroupDesiredCapacity" -> group.desired();
            case "GroupInServiceInstances" -> in(members, Member.Lifecycle.IN_SERVICE);
            case "GroupPendingInstances" -> in(members, Member.Lifecycle.PENDING);
            case "GroupTerminatingInstances" -> in(members, Member.Lifecycle.TERMINATING);
            case "GroupTotalInstances" -> members.size();
            default -> 0;
        };
    }

    private static double in(List<Member> members, Member.Lifecycle lifecycle) {
        return members.stream()
                .filter(member -> member.lifecycle() == lifecycle)
                .count();
    }
}
