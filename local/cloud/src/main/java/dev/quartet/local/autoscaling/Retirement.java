package dev.quartet.local.autoscaling;

import dev.quartet.local.autoscaling.Settings.Zone;
import dev.quartet.local.core.Instances.Template;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where an instance is started, and which one goes: zones are kept in balance, then the oldest version of the template goes, then
 * the oldest instance. See <a
 * href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html">AWS</a>.
 */
final class Retirement {
    private Retirement() {}

    /** Returns the subnet with the fewest instances. */
    static Zone emptiest(List<Member> members, List<Zone> subnets) {
        return subnets.stream()
                .min(Comparator.comparingLong(zone -> inSubnet(members, zone.subnetId())))
                .orElseThrow();
    }

    /** Returns which one goes first, those that are unhealthy before all others. */
    static Optional<Member> choose(List<Member> members, Template present) {
        return members.stream()
                .filter(Member::active)
                .min(Comparator.<Member>comparingInt(member -> member.condemned() ? 0 : 1)
                        .thenComparingLong(member -> -inSubnet(members, subnet(member)))
                        .thenComparingInt(member -> matches(member, present) ? 1 : 0)
                        .thenComparing(member -> member.instance().launched()));
    }

    /** Returns if it was started from just this version. */
    static boolean matches(Member member, Template template) {
        return member.instance().template().equals(template);
    }

    private static long inSubnet(List<Member> members, String subnetId) {
        return members.stream()
                .filter(Member::active)
                .filter(member -> subnet(member).equals(subnetId))
                .count();
    }

    private static String subnet(Member member) {
        return member.instance().placement().subnetIds().getFirst();
    }
}
