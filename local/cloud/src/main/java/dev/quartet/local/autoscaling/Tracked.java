package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.Map;

/**
 * The metric that a target tracking policy follows. Immutable.
 *
 * @param predefined AWS's name for it
 * @param label {@code app/name/id/targetgroup/name/id}; empty for metrics of the group itself
 */
record Tracked(
        String predefined,
        String label,
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String statistic,
        double target,
        boolean disableScaleIn) {
    Tracked {
        requireNonNull(predefined, "predefined is null");
        requireNonNull(label, "label is null");
        dimensions = Map.copyOf(dimensions);
    }

    /** Reads a policy's {@code targetTrackingConfiguration}; throws {@link ProvisionException}. */
    static Tracked read(Inputs configuration, String group) {
        var metric = configuration
                .block("predefinedMetricSpecification")
                .orElseThrow(() -> new ProvisionException(
                        "%s: predefinedMetricSpecification is missing: the local cloud follows predefined metrics alone"
                                .formatted(configuration.owner())));
        double target = configuration.optionalNumber("targetValue").orElse(0.0);
        if (target <= 0) {
            throw new ProvisionException("%s: ValidationError: targetValue %s must be greater than 0"
                    .formatted(configuration.owner(), target));
        }
        boolean only = configuration.flag("disableScaleIn", false);
        var type = metric.string("predefinedMetricType");
        return switch (type) {
            case "ALBRequestCountPerTarget" -> requests(metric, target, only);
            case "ASGAverageCPUUtilization" ->
                new Tracked(
                        type,
                        "",
                        "AWS/EC2",
                        "CPUUtilization",
                        Map.of("AutoScalingGroupName", group),
                        "Average",
                        target,
                        only);
            default ->
                throw new ProvisionException(
                        "%s: predefinedMetricType '%s': the local cloud has ALBRequestCountPerTarget and ASGAverageCPUUtilization"
                                .formatted(metric.owner(), type));
        };
    }

    private static Tracked requests(Inputs metric, double target, boolean disableScaleIn) {
        var label = metric.string("resourceLabel");
        int group = label.indexOf("targetgroup/");
        if (!label.matches("app/[^/]+/[^/]+/targetgroup/[^/]+/[^/]+")) {
            throw new ProvisionException(
                    "%s: ValidationError: resourceLabel '%s' must be app/<name>/<id>/targetgroup/<name>/<id>"
                            .formatted(metric.owner(), label));
        }
        return new Tracked(
                "ALBRequestCountPerTarget",
                label,
                "AWS/ApplicationELB",
                "RequestCountPerTarget",
                Map.of("TargetGroup", label.substring(group)),
                "Sum",
                target,
                disableScaleIn);
    }
}
