package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Instances.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a group is told. Immutable.
 *
 * @param versionText as the program gave it, such as {@code $Latest}
 * @param subnets in which it starts instances, by turns
 * @param elb if its target groups' health checks count beside EC2's
 * @param grace how long after its start an instance's health checks by load balancers do not count
 * @param warmup how long an instance takes until its load is the usual one
 * @param launchFirst if an instance that is replaced stays until the next one is there
 * @param metrics that are published
 * @param instanceTags what instances get of the group's tags
 */
record Settings(
        Template template,
        String versionText,
        int min,
        int max,
        List<Zone> subnets,
        List<String> targetGroups,
        boolean elb,
        Duration grace,
        Duration warmup,
        boolean launchFirst,
        Set<String> metrics,
        Map<String, String> instanceTags) {
    Settings {
        requireNonNull(template, "template is null");
        requireNonNull(versionText, "versionText is null");
        subnets = List.copyOf(subnets);
        targetGroups = List.copyOf(targetGroups);
        requireNonNull(grace, "grace is null");
        requireNonNull(warmup, "warmup is null");
        metrics = Set.copyOf(metrics);
        instanceTags = Map.copyOf(instanceTags);
    }

    /** A subnet and the zone in which it lies. */
    record Zone(String subnetId, String name) {
        Zone {
            requireNonNull(subnetId, "subnetId is null");
            requireNonNull(name, "name is null");
        }
    }

    Settings withSize(int least, int most) {
        return new Settings(
                template,
                versionText,
                least,
                most,
                subnets,
                targetGroups,
                elb,
                grace,
                warmup,
                launchFirst,
                metrics,
                instanceTags);
    }

    Settings withGrace(Duration period) {
        return new Settings(
                template,
                versionText,
                min,
                max,
                subnets,
                targetGroups,
                elb,
                period,
                warmup,
                launchFirst,
                metrics,
                instanceTags);
    }

    Settings withTemplate(Template other, String text) {
        return new Settings(
                other, text, min, max, subnets, targetGroups, elb, grace, warmup, launchFirst, metrics, instanceTags);
    }
}
