package dev.quartet.local.autoscaling;

import dev.quartet.local.core.TargetGroups.State;
import dev.quartet.local.core.TargetGroups.TargetHealth;
import java.time.Instant;
import java.util.List;

/** What target groups say of a group's instances. */
final class Health {
    static final String UNHEALTHY =
            "an instance was taken out of service in response to an ELB system health check failure.";

    private Health() {}

    /** Returns if a load balancer calls it unhealthy, the grace period is over, and the group cares. */
    static boolean failedByElb(Member member, Settings settings, Group.Neighbours neighbours, Instant now) {
        return settings.elb()
                && !now.isBefore(member.inService().plus(settings.grace()))
                && states(member, settings, neighbours).contains(State.UNHEALTHY);
    }

    /** Returns if it serves, and all its target groups that check call it healthy. */
    static boolean good(Member member, Settings settings, Group.Neighbours neighbours) {
        return member.serves()
                && member.instance().alive()
                && states(member, settings, neighbours).stream()
                        .allMatch(
                                state -> state == State.HEALTHY || state == State.UNAVAILABLE || state == State.UNUSED);
    }

    private static List<State> states(Member member, Settings settings, Group.Neighbours neighbours) {
        return settings.targetGroups().stream()
                .flatMap(arn -> neighbours.targetGroups().health(arn).stream())
                .filter(health -> health.id().equals(member.id()))
                .map(TargetHealth::state)
                .toList();
    }
}
