package dev.quartet.local.autoscaling;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * An instance refresh: instances are replaced one by one, each only once the next one is healthy and warm. At a minimum healthy
 * percentage of 100 the new one is started first. See <a
 * href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html">AWS</a>. Thread-safe.
 */
final class Refresh {
    private static final String WHY = "an instance was taken out of service in response to an instance refresh.";

    private final String id = UUID.randomUUID().toString();
    private final Instant started;
    private final Settings settings;
    private final Set<String> old = new HashSet<>();
    private final int total;
    private final boolean launchFirst;
    private Optional<Instant> ended = Optional.empty();

    /** @param skipMatching if instances of the wanted version stay */
    Refresh(Instant started, List<Member> members, Settings settings, int minHealthyPercentage, boolean skipMatching) {
        this.started = started;
        this.settings = settings;
        this.launchFirst = minHealthyPercentage >= 100;
        members.stream()
                .filter(Member::active)
                .filter(member -> !skipMatching || !Retirement.matches(member, settings.template()))
                .forEach(member -> old.add(member.id()));
        this.total = old.size();
    }

    String id() {
        return id;
    }

    Instant started() {
        return started;
    }

    synchronized Optional<Instant> ended() {
        return ended;
    }

    synchronized boolean over() {
        return ended.isPresent();
    }

    synchronized int left() {
        return old.size();
    }

    synchronized int percentage() {
        return total == 0 ? 100 : 100 * (total - old.size()) / total;
    }

    /** Goes on by one step; returns how many instances there are to be over the desired ones. */
    synchronized int step(
            List<Member> members,
            int desired,
            Instant now,
            Predicate<Member> good,
            BiFunction<Member, String, Activity> retire) {
        var leaving = members.stream()
                .filter(Member::active)
                .filter(member -> old.contains(member.id()))
                .toList();
        old.retainAll(leaving.stream().map(Member::id).toList());
        long ready = members.stream()
                .filter(good)
                .filter(member -> old.contains(member.id()) || warm(member, now))
                .count();
        if (leaving.isEmpty()) {
            ended = ready >= desired ? Optional.of(now) : Optional.empty();
            return 0;
        }
        if (ready >= desired + (launchFirst ? 1 : 0)) {
            var first = leaving.getFirst();
            var unused = retire.apply(first, WHY);
            old.remove(first.id());
            return launchFirst && !old.isEmpty() ? 1 : 0;
        }
        return launchFirst ? 1 : 0;
    }

    private boolean warm(Member member, Instant now) {
        return member.serves() && !now.isBefore(member.inService().plus(settings.warmup()));
    }
}
