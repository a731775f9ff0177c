package dev.quartet.infra.lambda;

import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.RatioRule;
import java.util.Map;

/** A function's alarms: failing, throttled, close to its time-out. */
final class FunctionAlarms {
    private static final String NAMESPACE = "AWS/Lambda";

    private final Alarms alarms;
    private final Map<String, String> dimensions;

    FunctionAlarms(Alarms alarms, String functionName) {
        this.alarms = alarms;
        this.dimensions = Map.of("FunctionName", functionName);
    }

    void create(Resource parent, FunctionSpec spec) {
        alarms.add(
                parent,
                spec.name() + "-errors",
                "1 % of the invocations of " + spec.name() + " fail",
                new RatioRule(NAMESPACE, "Errors", "Invocations", dimensions, 1));
        alarms.add(
                parent,
                spec.name() + "-throttles",
                spec.name() + " is throttled: the account's or the function's concurrency is used up",
                AlarmRule.atLeast(NAMESPACE, "Throttles", "Sum", dimensions, 1));
        double closeToTimeout = spec.timeoutSeconds() * 1000 * 0.8;
        alarms.add(
                parent,
                spec.name() + "-duration",
                "1 % of the invocations of " + spec.name() + " take 80 % of its time-out",
                AlarmRule.atLeast(NAMESPACE, "Duration", "p99", dimensions, closeToTimeout)
                        .forPeriods(2));
    }
}
