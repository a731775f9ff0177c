package dev.quartet.infra.balancer;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** A load balancer's alarms: it fails by itself, its function fails, it is slow. */
record BalancerAlarms(Alarms alarms, Output<String> balancer, Output<String> targets) {
    private static final String NAMESPACE = "AWS/ApplicationELB";

    void create(Resource parent, String name) {
        Output<Map<String, String>> own = balancer.applyValue(suffix -> Map.of("LoadBalancer", suffix));
        alarms.add(
                parent,
                name + "-lb-5xx",
                "The load balancer of " + name
                        + " answers 5xx by itself: its target cannot be invoked, or answers nonsense",
                AlarmRule.atLeast(NAMESPACE, "HTTPCode_ELB_5XX_Count", "Sum", Map.of(), 1),
                own);
        alarms.add(
                parent,
                name + "-lb-function",
                "The function behind the load balancer of " + name + " fails",
                AlarmRule.atLeast(NAMESPACE, "LambdaUserError", "Sum", Map.of(), 1),
                targets.applyValue(suffix -> Map.of("TargetGroup", suffix)));
        alarms.add(
                parent,
                name + "-lb-latency",
                "1 % of the requests to the load balancer of " + name + " take 2 s or more",
                AlarmRule.atLeast(NAMESPACE, "TargetResponseTime", "p99", Map.of(), 2)
                        .forPeriods(2),
                own);
    }
}
