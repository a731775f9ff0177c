package dev.quartet.infra.updates;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.balancer.InstanceBalancer;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** Alarms of the servers, their load balancer and their file system. */
record ServerAlarms(Alarms alarms, Resource parent) {
    private static final String BALANCER = "AWS/ApplicationELB";
    private static final double BUSY_PERCENT = 80;
    /** A tenth of the 2.1 TiB that a file system starts with and may save up: 38 minutes at 100 MiB/s. */
    private static final double LOW_CREDITS = 231e9;

    void create(UpdatesSettings settings, InstanceBalancer balancer, Output<String> group, Output<String> files) {
        Output<Map<String, String>> own = balancer.arnSuffix().applyValue(suffix -> Map.of("LoadBalancer", suffix));
        Output<Map<String, String>> targets = Output.tuple(balancer.arnSuffix(), balancer.targetsArnSuffix())
                .applyValue(t -> Map.of("LoadBalancer", t.t1, "TargetGroup", t.t2));
        add(
                "updates-lb-5xx",
                "The load balancer of updates answers 5xx by itself: no server is healthy, or none answers in time",
                AlarmRule.atLeast(BALANCER, "HTTPCode_ELB_5XX_Count", "Sum", Map.of(), 1),
                own);
        add(
                "updates-server-5xx",
                "Servers of updates answer 5xx: the releases' file system cannot be read, see their log",
                AlarmRule.atLeast(BALANCER, "HTTPCode_Target_5XX_Count", "Sum", Map.of(), 1),
                own);
        add(
                "updates-no-server",
                "No server of updates is healthy: the edge answers what it has, and nothing else",
                AlarmRule.atMost(BALANCER, "HealthyHostCount", "Maximum", Map.of(), 0),
                targets);
        add(
                "updates-unhealthy",
                "A server of updates is unhealthy for ten minutes: its replacements do not get healthy either",
                AlarmRule.atLeast(BALANCER, "UnHealthyHostCount", "Maximum", Map.of(), 1)
                        .forPeriods(2),
                targets);
        Output<Map<String, String>> servers = group.applyValue(name -> Map.of("AutoScalingGroupName", name));
        if (settings.maxInstances() > settings.minInstances()) {
            add(
                    "updates-at-maximum",
                    "As many servers of updates run as may: more requests would make them slow. The edge keeps too little"
                            + " away, or quartet:updatesMaxInstances is too low",
                    AlarmRule.atLeast(
                                    "AWS/AutoScaling",
                                    "GroupInServiceInstances",
                                    "Minimum",
                                    Map.of(),
                                    settings.maxInstances())
                            .forPeriods(2),
                    servers);
        }
        add(
                "updates-cpu",
                "Servers of updates are at 80 % of their processors for ten minutes",
                AlarmRule.atLeast("AWS/EC2", "CPUUtilization", "Average", Map.of(), BUSY_PERCENT)
                        .forPeriods(2),
                servers);
        add(
                "updates-files-credits",
                "The releases' file system has a tenth of its burst credits: without any it reads 50 KiB/s for each GiB it"
                        + " holds",
                AlarmRule.atMost("AWS/EFS", "BurstCreditBalance", "Minimum", Map.of(), LOW_CREDITS),
                files.applyValue(id -> Map.of("FileSystemId", id)));
    }

    private void add(String name, String description, AlarmRule rule, Output<Map<String, String>> dimensions) {
        alarms.add(parent, name, description, rule, dimensions);
    }
}
