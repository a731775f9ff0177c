package dev.quartet.infra.hosting;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.ClusterArgs;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentCircuitBreakerArgs;
import com.pulumi.aws.ecs.inputs.ServiceLoadBalancerArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionRuntimePlatformArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.DashboardSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.network.PublicNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The containers, on Fargate: without public addresses, with a new deployment beside the old one until it answers, or taken back. */
final class Containers extends ComponentResource {
    private static final String NAME = Container.NAME;
    private static final int HTTPS = 443;
    private static final int ALL_PERCENT = 100;
    private static final int TWICE_PERCENT = 200;
    /** What a container may take to start before its health counts. */
    private static final int GRACE_SECONDS = 120;

    Containers(
            Scope scope,
            Resource parent,
            PublicNetwork network,
            FrontDoor door,
            DashboardSettings settings,
            Output<String> taskRoleArn) {
        super("quartet:hosting:Containers", NAME, Scope.component(parent));
        LogGroup log = new LogGroup(
                NAME,
                LogGroupArgs.builder()
                        .name("/quartet/" + scope.names().stack() + "/dashboard")
                        .retentionInDays(scope.settings().operations().logRetentionDays())
                        .build(),
                Scope.in(this));
        ExecutionRole starter = new ExecutionRole(scope, this, settings, log);
        PrivateGroup group = network.group(this, NAME, "The dashboard's containers");
        List<Resource> after = new ArrayList<>(network.reachable());
        after.addAll(door.reach(group));
        // AWS's APIs, in the stack's region and in us-east-1, and the page by which people sign in.
        after.add(group.allowEverywhere(this, HTTPS));
        after.add(door.listener());
        after.add(starter.policy());
        Cluster cluster = new Cluster(
                NAME, ClusterArgs.builder().name(scope.names().regional(NAME)).build(), Scope.in(this));
        new Service(
                NAME,
                ServiceArgs.builder()
                        .name(scope.names().regional(NAME))
                        .cluster(cluster.arn())
                        .taskDefinition(definition(scope, settings, log, starter, taskRoleArn)
                                .arn())
                        .launchType("FARGATE")
                        .desiredCount(settings.tasks())
                        .networkConfiguration(ServiceNetworkConfigurationArgs.builder()
                                .subnets(network.privateSubnetIds())
                                .securityGroups(Output.all(group.id()))
                                .assignPublicIp(false)
                                .build())
                        .loadBalancers(ServiceLoadBalancerArgs.builder()
                                .targetGroupArn(door.targetsArn())
                                .containerName(NAME)
                                .containerPort(FrontDoor.PORT)
                                .build())
                        .healthCheckGracePeriodSeconds(GRACE_SECONDS)
                        .deploymentMinimumHealthyPercent(ALL_PERCENT)
                        .deploymentMaximumPercent(TWICE_PERCENT)
                        .deploymentCircuitBreaker(ServiceDeploymentCircuitBreakerArgs.builder()
                                .enable(true)
                                .rollback(true)
                                .build())
                        .enableExecuteCommand(false)
                        .propagateTags("SERVICE")
                        .waitForSteadyState(true)
                        .build(),
                Scope.in(this, after));
        registerOutputs(Map.of("cluster", cluster.arn()));
    }

    private TaskDefinition definition(
            Scope scope, DashboardSettings settings, LogGroup log, ExecutionRole starter, Output<String> taskRoleArn) {
        return new TaskDefinition(
                NAME,
                TaskDefinitionArgs.builder()
                        .family(scope.names().regional(NAME))
                        .requiresCompatibilities("FARGATE")
                        .networkMode("awsvpc")
                        .cpu("512")
                        .memory("1024")
                        .runtimePlatform(TaskDefinitionRuntimePlatformArgs.builder()
                                .operatingSystemFamily("LINUX")
                                .cpuArchitecture(settings.processor().toUpperCase(Locale.ROOT))
                                .build())
                        .executionRoleArn(starter.arn())
                        .taskRoleArn(taskRoleArn)
                        .containerDefinitions(log.name()
                                .applyValue(group -> Container.definitions(
                                        settings, scope.names().stack(), scope.region(), group)))
                        .build(),
                Scope.in(this));
    }
}
