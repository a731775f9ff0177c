package dev.quartet.infra.hosting;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.config.DashboardSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.PublicNetwork;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** The dashboard on AWS, for people who sign in by the stack's pool of operators. */
public final class Hosting extends ComponentResource {
    private static final String NAME = "dashboard";
    private static final String BALANCER = "AWS/ApplicationELB";

    /** {@code taskRoleArn} is the role of the dashboard, which tasks of the account may take. */
    public Hosting(Scope scope, DashboardSettings settings, Output<String> taskRoleArn, Alarms alarms) {
        super("quartet:hosting:Hosting", "hosting", scope.top());
        PublicNetwork network = new PublicNetwork(scope, this, NAME);
        FrontDoor door = new FrontDoor(scope, this, network, settings.name());
        new Containers(scope, this, network, door, settings, taskRoleArn);
        alarm(alarms, door);
        registerOutputs(Map.of("url", Output.of(settings.url())));
    }

    private void alarm(Alarms alarms, FrontDoor door) {
        alarms.add(
                this,
                "dashboard-none",
                "No container of the dashboard is healthy: nobody sees it. Look at the service's events and its log",
                AlarmRule.atMost(BALANCER, "HealthyHostCount", "Maximum", Map.of(), 0),
                door.targetDimensions());
        alarms.add(
                this,
                "dashboard-unhealthy",
                "A container of the dashboard is unhealthy for ten minutes",
                AlarmRule.atLeast(BALANCER, "UnHealthyHostCount", "Maximum", Map.of(), 1)
                        .forPeriods(2),
                door.targetDimensions());
        alarms.add(
                this,
                "dashboard-5xx",
                "The dashboard answers 5xx, see its log",
                AlarmRule.atLeast(BALANCER, "HTTPCode_Target_5XX_Count", "Sum", Map.of(), 1),
                door.dimensions());
        alarms.add(
                this,
                "dashboard-lb-5xx",
                "The dashboard's load balancer answers 5xx by itself: no container is healthy, or none answers in time",
                AlarmRule.atLeast(BALANCER, "HTTPCode_ELB_5XX_Count", "Sum", Map.of(), 1),
                door.dimensions());
    }
}
