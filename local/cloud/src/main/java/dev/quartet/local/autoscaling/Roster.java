package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.autoscaling.Activity.Status;
import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of a group: starts them, puts them behind load balancers, and ends them. Guarded by its {@link Group}. */
final class Roster {
    private static final Logger log = LoggerFactory.getLogger(Roster.class);

    private final Group.Identity identity;
    private final Group.Neighbours neighbours;
    private final Activities activities = new Activities();
    private final List<Member> members = new ArrayList<>();

    Roster(Group.Identity identity, Group.Neighbours neighbours) {
        this.identity = requireNonNull(identity, "identity is null");
        this.neighbours = requireNonNull(neighbours, "neighbours is null");
    }

    Activities activities() {
        return activities;
    }

    /** Returns all of them as of now, those that are leaving among them. */
    List<Member> members() {
        return List.copyOf(members);
    }

    /** Forgets one that is gone. */
    void remove(Member member) {
        members.remove(member);
    }

    /** Starts one more than {@code active}; returns if that went well. */
    boolean launch(Settings settings, String reason, int active, Instant now) {
        var subnet = Retirement.emptiest(members, settings.subnets());
        var cause =
                "%sAt %s an instance was started in response to a difference between desired and actual capacity, increasing the capacity from %d to %d."
                        .formatted(reason, now, active, active + 1);
        var activity = activities.begin("Launching a new EC2 instance", cause, now);
        var tags = new HashMap<>(settings.instanceTags());
        tags.put("aws:autoscaling:groupName", identity.name());
        try {
            var instance =
                    neighbours.instances().launch(settings.template(), subnet.subnetId(), tags, neighbours.wake());
            activity.describe("Launching a new EC2 instance: " + instance.id());
            members.add(new Member(instance, activity));
            return true;
        } catch (ProvisionException e) {
            activity.end(now, Status.Failed, String.valueOf(e.getMessage()));
            log.warn("group {}: no instance: {}", identity.name(), e.getMessage());
            return false;
        }
    }

    /** Puts one that runs into service. */
    void enter(Member member, Settings settings, Instant now) {
        for (var arn : settings.targetGroups()) {
            try {
                neighbours.targetGroups().register(arn, target(member.instance()));
            } catch (ProvisionException e) {
                log.warn("group {}: {}", identity.name(), e.getMessage());
            }
        }
        member.enterService(now);
        member.launch().end(now, Status.Successful, "");
    }

    private static TargetGroups.Target target(Instance instance) {
        return new TargetGroups.Target(
                instance.id(),
                OptionalInt.empty(),
                instance.address(),
                instance.zone(),
                Optional.of(instance.placement()));
    }

    /** Takes it out of its target groups, lets requests under way end, and terminates it. */
    Activity retire(Member member, Settings settings, String cause) {
        var now = neighbours.clock().instant();
        var activity = activities.begin("Terminating EC2 instance: " + member.id(), cause, now);
        if (!member.active()) {
            activity.end(now, Status.Successful, "");
            return activity;
        }
        member.leave();
        activity.draining();
        var drained = settings.targetGroups().stream()
                .map(arn ->
                        neighbours.targetGroups().deregister(arn, member.id()).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(drained).whenComplete((nothing, failure) -> {
            neighbours.instances().terminate(member.id());
            activity.end(neighbours.clock().instant(), Status.Successful, "");
            neighbours.wake().run();
        });
        return activity;
    }
}
