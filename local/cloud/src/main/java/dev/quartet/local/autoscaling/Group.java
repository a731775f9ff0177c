package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.autoscaling.Activity.Status;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group: {@link #reconcile} makes its instances what they should be. See <a
 * href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html">AWS</a>. Thread-safe.
 */
final class Group {
    private static final Logger log = LoggerFactory.getLogger(Group.class);
    /** After a start that failed; instances that start and die are not started in a rush either. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Identity identity;
    private final Neighbours neighbours;
    private final Activities activities = new Activities();
    private final List<Member> members = new ArrayList<>();
    private final CompletableFuture<Void> filled = new CompletableFuture<>();
    private final Instant created;
    private Settings settings;
    private int desired;
    private String reason = "";
    private Instant notBefore = Instant.MIN;
    private @Nullable Refresh refresh;

    /** What it is called. */
    record Identity(String name, String arn) {
        Identity {
            requireNonNull(name, "name is null");
            requireNonNull(arn, "arn is null");
        }
    }

    /** What it works with; {@code wake} has it reconciled soon. */
    record Neighbours(Clock clock, Instances instances, TargetGroups targetGroups, Runnable wake) {
        Neighbours {
            requireNonNull(clock, "clock is null");
            requireNonNull(instances, "instances is null");
            requireNonNull(targetGroups, "targetGroups is null");
            requireNonNull(wake, "wake is null");
        }
    }

    Group(Identity identity, Settings settings, int desired, Neighbours neighbours) {
        this.identity = requireNonNull(identity, "identity is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.desired = desired;
        this.neighbours = requireNonNull(neighbours, "neighbours is null");
        this.created = neighbours.clock().instant();
    }

    Identity identity() {
        return identity;
    }

    Instant created() {
        return created;
    }

    Activities activities() {
        return activities;
    }

    synchronized Settings settings() {
        return settings;
    }

    synchronized int desired() {
        return desired;
    }

    synchronized List<Member> members() {
        return List.copyOf(members);
    }

    synchronized Optional<Refresh> refresh() {
        return Optional.ofNullable(refresh);
    }

    /** Completes once as many instances as desired have been in service. */
    CompletableFuture<Void> filled() {
        return filled.copy();
    }

    /** Takes other settings; the capacity follows its bounds. */
    synchronized void change(Settings other, OptionalInt capacity, String why) {
        settings = other;
        resize(Math.clamp(capacity.orElse(desired), other.min(), other.max()), why);
    }

    /** Sets the capacity, which must be within its bounds. */
    synchronized void resize(int capacity, String why) {
        if (capacity != desired) {
            log.info("group {}: {} to {} instances: {}", identity.name(), desired, capacity, why);
            reason = "At %s %s changing the desired capacity from %d to %d. "
                    .formatted(neighbours.clock().instant(), why, desired, capacity);
            desired = capacity;
        }
        neighbours.wake().run();
    }

    /** Replaces all instances that are of another version of the template, one after the other. */
    synchronized Refresh refresh(int minHealthyPercentage, boolean skipMatching) {
        if (refresh != null && !refresh.over()) {
            throw new ProvisionException(
                    "InstanceRefreshInProgress: An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.");
        }
        var begun = new Refresh(neighbours.clock().instant(), members, settings, minHealthyPercentage, skipMatching);
        refresh = begun;
        neighbours.wake().run();
        return begun;
    }

    /** Ends an instance of the group; throws nothing when it leaves by now. */
    synchronized Activity terminate(Member member, boolean decrement) {
        if (decrement) {
            desired = Math.max(settings.min(), desired - 1);
        }
        return retire(member, "an instance was taken out of service in response to a user request.");
    }

    /** Looks after every instance, and starts and ends what is missing or too many. */
    synchronized void reconcile() {
        var now = neighbours.clock().instant();
        for (var member : List.copyOf(members)) {
            neighbours.instances().find(member.id()).ifPresent(member::instance);
            look(member, now);
        }
        int wanted = desired + spare(now);
        long active = members.stream().filter(Member::active).count();
        for (; active < wanted && !now.isBefore(notBefore); active++) {
            launch(now, (int) active);
        }
        for (; active > wanted; active--) {
            var why =
                    "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from %d to %d."
                            .formatted(active, active - 1);
            Retirement.choose(members, settings.template()).ifPresent(member -> retire(member, why));
        }
        reason = active == wanted ? "" : reason;
        if (members.stream().filter(Member::serves).count() >= desired) {
            filled.complete(null);
        }
    }

    /** Returns how many instances there are to be over the desired ones, while some are replaced. */
    private int spare(Instant now) {
        var condemned = members.stream()
                .filter(Member::active)
                .filter(Member::condemned)
                .toList();
        int spare = condemned.size();
        long good = members.stream()
                .filter(member -> member.serves() && !member.condemned() && Health.good(member, settings, neighbours))
                .count();
        if (!condemned.isEmpty() && good >= desired) {
            retire(condemned.getFirst(), Health.UNHEALTHY);
            spare--;
        }
        if (refresh != null && !refresh.over()) {
            spare += refresh.step(
                    members, desired, now, member -> Health.good(member, settings, neighbours), this::retire);
        }
        return spare;
    }

    private void look(Member member, Instant now) {
        var instance = member.instance();
        switch (member.lifecycle()) {
            case PENDING -> {
                if (instance.state() == Instances.State.RUNNING) {
                    enter(member, now);
                } else if (!instance.alive()) {
                    member.launch()
                            .end(
                                    now,
                                    Status.Failed,
                                    "Instance became unhealthy while waiting for instance to be in InService state. "
                                            + instance.reason());
                    members.remove(member);
                    notBefore = now.plus(PAUSE);
                }
            }
            case IN_SERVICE -> {
                if (!instance.alive()) {
                    member.unhealthy();
                    var unused = retire(
                            member,
                            "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.");
                } else if (Health.failedByElb(member, settings, neighbours, now)) {
                    condemn(member);
                }
            }
            case TERMINATING -> {
                if (instance.state() == Instances.State.TERMINATED) {
                    members.remove(member);
                }
            }
        }
    }

    private void condemn(Member member) {
        if (!member.condemned()) {
            member.unhealthy();
            log.warn(
                    "group {}: {} is unhealthy and is replaced: {}",
                    identity.name(),
                    member.id(),
                    member.instance().reason());
            if (settings.launchFirst()) {
                member.condemn();
            } else {
                var unused = retire(member, Health.UNHEALTHY);
            }
        }
    }

    private void enter(Member member, Instant now) {
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

    private void launch(Instant now, int active) {
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
        } catch (ProvisionException e) {
            activity.end(now, Status.Failed, String.valueOf(e.getMessage()));
            log.warn("group {}: no instance: {}", identity.name(), e.getMessage());
            notBefore = now.plus(PAUSE);
        }
    }

    /** Takes it out of its target groups, lets requests under way end, and terminates it. */
    private Activity retire(Member member, String why) {
        var now = neighbours.clock().instant();
        var activity = activities.begin(
                "Terminating EC2 instance: " + member.id(), "%sAt %s %s".formatted(reason, now, why), now);
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
