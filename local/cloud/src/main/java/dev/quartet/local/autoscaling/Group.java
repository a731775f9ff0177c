package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.autoscaling.Activity.Status;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Roster roster;
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
        this.roster = new Roster(identity, neighbours);
        this.created = neighbours.clock().instant();
    }

    Identity identity() {
        return identity;
    }

    Instant created() {
        return created;
    }

    Activities activities() {
        return roster.activities();
    }

    synchronized Settings settings() {
        return settings;
    }

    synchronized int desired() {
        return desired;
    }

    synchronized List<Member> members() {
        return roster.members();
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
        var begun = new Refresh(
                neighbours.clock().instant(), roster.members(), settings, minHealthyPercentage, skipMatching);
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
        for (var member : roster.members()) {
            neighbours.instances().find(member.id()).ifPresent(member::instance);
            look(member, now);
        }
        int wanted = desired + spare(now);
        long active = roster.members().stream().filter(Member::active).count();
        for (; active < wanted && !now.isBefore(notBefore); active++) {
            if (!roster.launch(settings, reason, (int) active, now)) {
                notBefore = now.plus(PAUSE);
            }
        }
        for (; active > wanted; active--) {
            var why =
                    "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from %d to %d."
                            .formatted(active, active - 1);
            Retirement.choose(roster.members(), settings.template()).ifPresent(member -> retire(member, why));
        }
        reason = active == wanted ? "" : reason;
        if (roster.members().stream().filter(Member::serves).count() >= desired) {
            filled.complete(null);
        }
    }

    /** Returns how many instances there are to be over the desired ones, while some are replaced. */
    private int spare(Instant now) {
        var members = roster.members();
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
                    roster.enter(member, settings, now);
                } else if (!instance.alive()) {
                    member.launch()
                            .end(
                                    now,
                                    Status.Failed,
                                    "Instance became unhealthy while waiting for instance to be in InService state. "
                                            + instance.reason());
                    roster.remove(member);
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
                    roster.remove(member);
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

    private Activity retire(Member member, String why) {
        return roster.retire(
                member,
                settings,
                "%sAt %s %s".formatted(reason, neighbours.clock().instant(), why));
    }
}
