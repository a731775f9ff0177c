package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.autoscaling.Settings.Zone;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the arguments of {@code aws:autoscaling/group:Group}, and refuses what AWS refuses or is not emulated. */
final class SettingsReader {
    private static final int GRACE_SECONDS = 300;
    private static final int WARMUP_SECONDS = 300;
    private static final List<String> NOT_EMULATED = List.of(
            "launchConfiguration",
            "mixedInstancesPolicy",
            "warmPool",
            "initialLifecycleHooks",
            "loadBalancers",
            "placementGroup",
            "trafficSources",
            "suspendedProcesses",
            "maxInstanceLifetime");

    private final Instances instances;
    private final Reachability network;

    SettingsReader(Instances instances, Reachability network) {
        this.instances = requireNonNull(instances, "instances is null");
        this.network = requireNonNull(network, "network is null");
    }

    /** Returns the settings; throws {@link ProvisionException}. */
    Settings read(Inputs inputs) {
        NOT_EMULATED.stream().filter(inputs::has).findFirst().ifPresent(property -> {
            throw refused(inputs, property + ": the local cloud's groups have none");
        });
        int min = inputs.integer("minSize");
        int max = inputs.integer("maxSize");
        requireSizes(
                inputs.owner(),
                min,
                max,
                inputs.optionalInteger("desiredCapacity").orElse(min));
        var subnets = inputs.strings("vpcZoneIdentifiers").stream()
                .map(id -> zone(inputs, id))
                .toList();
        if (subnets.isEmpty()) {
            throw refused(inputs, "ValidationError: At least one Availability Zone or VPC Subnet is required.");
        }
        var type = inputs.optionalString("healthCheckType").orElse("EC2");
        if (!Set.of("EC2", "ELB").contains(type)) {
            throw refused(inputs, "ValidationError: healthCheckType '%s' must be EC2 or ELB".formatted(type));
        }
        var launch = inputs.block("launchTemplate")
                .orElseThrow(() -> refused(
                        inputs,
                        "ValidationError: Valid requests must contain either LaunchTemplate, ... (launchTemplate)"));
        var version = launch.optionalString("version").orElse("$Default");
        return new Settings(
                template(inputs, launch, version),
                version,
                min,
                max,
                subnets,
                inputs.strings("targetGroupArns"),
                type.equals("ELB"),
                seconds(inputs, "healthCheckGracePeriod", GRACE_SECONDS),
                seconds(inputs, "defaultInstanceWarmup", WARMUP_SECONDS),
                inputs.block("instanceMaintenancePolicy")
                        .flatMap(policy -> policy.optionalNumber("minHealthyPercentage"))
                        .map(percentage -> percentage >= 100)
                        .orElse(false),
                metrics(inputs),
                instanceTags(inputs));
    }

    /** Throws {@link ProvisionException} unless these go together. */
    static void requireSizes(String owner, int min, int max, int desired) {
        if (min < 0 || min > max) {
            throw new ProvisionException(
                    "%s: ValidationError: Max bound, %d, must be greater than or equal to min bound, %d"
                            .formatted(owner, max, min));
        }
        if (desired < min || desired > max) {
            throw new ProvisionException(
                    "%s: ValidationError: Desired capacity:%d must be between the specified min size:%d and max size:%d"
                            .formatted(owner, desired, min, max));
        }
    }

    private Zone zone(Inputs inputs, String subnetId) {
        var subnet = network.subnet(subnetId)
                .orElseThrow(() ->
                        refused(inputs, "ValidationError: The subnet ID '%s' does not exist".formatted(subnetId)));
        return new Zone(subnet.id(), subnet.zone());
    }

    private Instances.Template template(Inputs inputs, Inputs launch, String version) {
        var template = launch.optionalString("id").orElseGet(() -> launch.string("name"));
        try {
            return instances.template(template, version);
        } catch (ProvisionException e) {
            throw refused(
                    inputs, "ValidationError: You must use a valid fully-formed launch template. " + e.getMessage());
        }
    }

    private static Set<String> metrics(Inputs inputs) {
        var enabled = new HashSet<>(inputs.strings("enabledMetrics"));
        for (var metric : enabled) {
            if (!GroupMetrics.NAMES.contains(metric)) {
                throw refused(
                        inputs,
                        "ValidationError: '%s' is not a group metric of the local cloud's; it knows %s"
                                .formatted(metric, GroupMetrics.NAMES));
            }
        }
        return enabled;
    }

    private static Map<String, String> instanceTags(Inputs inputs) {
        var tags = new HashMap<String, String>();
        inputs.blocks("tags").stream()
                .filter(tag -> tag.flag("propagateAtLaunch", false))
                .forEach(tag -> tags.put(tag.string("key"), tag.string("value")));
        return tags;
    }

    private static Duration seconds(Inputs inputs, String property, int byDefault) {
        int seconds = inputs.optionalInteger(property).orElse(byDefault);
        if (seconds < 0) {
            throw refused(inputs, "ValidationError: %s must not be negative, %d".formatted(property, seconds));
        }
        return Duration.ofSeconds(seconds);
    }

    private static ProvisionException refused(Inputs inputs, String why) {
        return new ProvisionException(inputs.owner() + ": " + why);
    }
}
