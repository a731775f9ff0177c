package dev.quartet.infra.updates;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.Policy;
import com.pulumi.aws.autoscaling.PolicyArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceMaintenancePolicyArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.balancer.InstanceBalancer;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The instances: as many as the requests need, in both zones, replaced when they do not answer, and renewed one after the
 * other when their template changes, the new one first.
 */
final class ServerGroup {
    /** What an instance usually takes from its start until it answers. */
    private static final int WARM_UP_SECONDS = 120;
    /** The longest that it may take: packages come slowly on a bad day, and replacing it would make that worse. */
    private static final int GRACE_SECONDS = 300;

    private static final int ALL_PERCENT = 100;
    private static final int TWICE_PERCENT = 200;

    /** What the dashboard draws, and CloudWatch has only when it is asked for; it costs nothing. */
    private static final List<String> METRICS = List.of(
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupMaxSize",
            "GroupMinSize",
            "GroupPendingInstances",
            "GroupTerminatingInstances",
            "GroupTotalInstances");

    private final Group group;

    /** {@code after}: what instances need before the first of them starts. */
    ServerGroup(
            Scope scope,
            Resource parent,
            String name,
            Output<List<String>> subnetIds,
            LaunchTemplate template,
            InstanceBalancer balancer,
            List<Resource> after) {
        UpdatesSettings settings = scope.settings().updates().orElseThrow();
        List<Resource> all = new ArrayList<>(after);
        all.add(balancer.listener());
        this.group = new Group(
                name,
                GroupArgs.builder()
                        .name(scope.names().regional(name))
                        .minSize(settings.minInstances())
                        .maxSize(settings.maxInstances())
                        .vpcZoneIdentifiers(subnetIds)
                        .launchTemplate(GroupLaunchTemplateArgs.builder()
                                .id(template.id())
                                .version(template.latestVersion().applyValue(String::valueOf))
                                .build())
                        .targetGroupArns(Output.all(balancer.targetsArn()))
                        .healthCheckType("ELB")
                        .healthCheckGracePeriod(GRACE_SECONDS)
                        .defaultInstanceWarmup(WARM_UP_SECONDS)
                        .enabledMetrics(METRICS)
                        .metricsGranularity("1Minute")
                        .instanceMaintenancePolicy(GroupInstanceMaintenancePolicyArgs.builder()
                                .minHealthyPercentage(ALL_PERCENT)
                                .maxHealthyPercentage(TWICE_PERCENT)
                                .build())
                        .instanceRefresh(GroupInstanceRefreshArgs.builder()
                                .strategy("Rolling")
                                .preferences(GroupInstanceRefreshPreferencesArgs.builder()
                                        .minHealthyPercentage(ALL_PERCENT)
                                        .maxHealthyPercentage(TWICE_PERCENT)
                                        .autoRollback(true)
                                        .build())
                                .build())
                        .tags(ServerTemplate.tags(scope, name).entrySet().stream()
                                .map(tag -> GroupTagArgs.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .propagateAtLaunch(false)
                                        .build())
                                .toList())
                        .build(),
                Scope.in(parent, all));
        new Policy(
                name,
                PolicyArgs.builder()
                        .name(scope.names().regional(name + "-requests"))
                        .autoscalingGroupName(group.name())
                        .policyType("TargetTrackingScaling")
                        .targetTrackingConfiguration(PolicyTargetTrackingConfigurationArgs.builder()
                                .targetValue((double) settings.requestsPerTarget())
                                .predefinedMetricSpecification(
                                        PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs.builder()
                                                .predefinedMetricType("ALBRequestCountPerTarget")
                                                .resourceLabel(
                                                        Output.tuple(balancer.arnSuffix(), balancer.targetsArnSuffix())
                                                                .applyValue(t -> t.t1 + "/" + t.t2))
                                                .build())
                                .build())
                        .build(),
                // Auto Scaling refuses a label whose target group is behind no listener.
                Scope.in(parent, List.of(balancer.listener())));
    }

    Output<String> name() {
        return group.name();
    }
}
