package dev.quartet.infra.edge;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** A distribution's alarms. CloudFront's metrics are in us-east-1 alone, and so are these and their topic. */
public final class EdgeAlarms extends ComponentResource {
    private static final String NAMESPACE = "AWS/CloudFront";

    /** {@code alarms} belong to us-east-1. */
    public EdgeAlarms(Scope edge, Resource parent, String name, Alarms alarms, Output<String> distributionId) {
        super("quartet:edge:EdgeAlarms", name + "-edge", edge.elsewhere(parent));
        Output<Map<String, String>> dimensions =
                distributionId.applyValue(id -> Map.of("DistributionId", id, "Region", "Global"));
        alarms.add(
                this,
                name + "-edge-5xx",
                "1 % of the answers that visitors of " + name + " get are errors of the edge or its origins",
                rule("5xxErrorRate", "Average", 1).forPeriods(2),
                dimensions);
        alarms.add(
                this,
                name + "-edge-latency",
                "Origins of " + name + " take 3 s and longer for one in ten requests that the edge cannot answer",
                rule("OriginLatency", "p90", 3000).forPeriods(2),
                dimensions);
        registerOutputs(Map.of());
    }

    private static AlarmRule rule(String metric, String statistic, double threshold) {
        return AlarmRule.atLeast(NAMESPACE, metric, statistic, Map.of(), threshold);
    }
}
