package dev.quartet.infra.lambda;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.RatioRule;
import java.util.Map;

/** The alarm on a version that gets a share of the traffic: 1 % of its own invocations fail, whatever the other's do. */
final class CanaryAlarm {
    private CanaryAlarm() {}

    static void add(Resource parent, Alarms alarms, String name, String functionName, Output<String> version) {
        alarms.add(
                parent,
                name + "-canary-errors",
                "1 % of the invocations of the new version of " + name + " fail: roll it back by weight 0",
                new RatioRule("AWS/Lambda", "Errors", "Invocations", Map.of(), 1),
                version.applyValue(newest -> Map.of(
                        "FunctionName",
                        functionName,
                        "Resource",
                        functionName + ":" + JavaFunction.ALIAS,
                        "ExecutedVersion",
                        newest)));
    }
}
