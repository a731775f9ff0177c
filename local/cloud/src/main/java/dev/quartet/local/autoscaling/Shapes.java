package dev.quartet.local.autoscaling;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the API says of groups, instances, policies and activities. */
final class Shapes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Shapes() {}

    static ObjectNode group(Group group) {
        var settings = group.settings();
        var node = JSON.createObjectNode()
                .put("AutoScalingGroupName", group.identity().name())
                .put("AutoScalingGroupARN", group.identity().arn());
        node.set(
                "LaunchTemplate",
                template(settings.template().id(), settings.template().name(), settings.versionText()));
        node.put("MinSize", settings.min())
                .put("MaxSize", settings.max())
                .put("DesiredCapacity", group.desired())
                .put("DefaultCooldown", 300)
                .put("DefaultInstanceWarmup", settings.warmup().toSeconds());
        texts(
                node,
                "AvailabilityZones",
                settings.subnets().stream().map(Settings.Zone::name).distinct().toList());
        texts(node, "TargetGroupARNs", settings.targetGroups());
        node.put("HealthCheckType", settings.elb() ? "ELB" : "EC2")
                .put("HealthCheckGracePeriod", settings.grace().toSeconds());
        var instances = node.putArray("Instances");
        group.members().forEach(member -> instances.add(member(member)));
        node.put("CreatedTime", group.created().toString())
                .put(
                        "VPCZoneIdentifier",
                        String.join(
                                ",",
                                settings.subnets().stream()
                                        .map(Settings.Zone::subnetId)
                                        .toList()));
        var metrics = node.putArray("EnabledMetrics");
        settings.metrics().stream()
                .sorted()
                .forEach(metric -> metrics.addObject().put("Metric", metric).put("Granularity", "1Minute"));
        return node;
    }

    static ObjectNode member(Member member) {
        var instance = member.instance();
        var node = JSON.createObjectNode()
                .put("InstanceId", instance.id())
                .put("InstanceType", instance.template().instanceType())
                .put("AvailabilityZone", instance.zone())
                .put("LifecycleState", member.lifecycle().word())
                .put("HealthStatus", member.healthy() ? "Healthy" : "Unhealthy")
                .put("ProtectedFromScaleIn", false);
        node.set(
                "LaunchTemplate",
                template(
                        instance.template().id(),
                        instance.template().name(),
                        Integer.toString(instance.template().version())));
        return node;
    }

    static ObjectNode policy(TargetTracking policy) {
        var tracked = policy.tracked();
        var node = JSON.createObjectNode()
                .put("AutoScalingGroupName", policy.group().identity().name())
                .put("PolicyName", policy.identity().name())
                .put("PolicyARN", policy.identity().arn())
                .put("PolicyType", "TargetTrackingScaling");
        var alarms = node.putArray("Alarms");
        policy.alarms()
                .forEach(alarm ->
                        alarms.addObject().put("AlarmName", alarm.name()).put("AlarmARN", alarm.arn()));
        var configuration = node.putObject("TargetTrackingConfiguration");
        var metric = configuration
                .putObject("PredefinedMetricSpecification")
                .put("PredefinedMetricType", tracked.predefined());
        if (!tracked.label().isEmpty()) {
            metric.put("ResourceLabel", tracked.label());
        }
        configuration.put("TargetValue", tracked.target()).put("DisableScaleIn", tracked.disableScaleIn());
        return node.put("Enabled", true);
    }

    static ObjectNode activity(Group group, Activity.Seen activity) {
        var node = JSON.createObjectNode()
                .put("ActivityId", activity.id())
                .put("AutoScalingGroupName", group.identity().name())
                .put("Description", activity.description())
                .put("Cause", activity.cause())
                .put("StartTime", activity.started().toString());
        activity.ended().ifPresent(time -> node.put("EndTime", time.toString()));
        node.put("StatusCode", activity.status().name());
        if (!activity.message().isEmpty()) {
            node.put("StatusMessage", activity.message());
        }
        return node.put("Progress", activity.status().progress())
                .put("AutoScalingGroupARN", group.identity().arn());
    }

    static ObjectNode refresh(Group group, Refresh refresh) {
        var node = JSON.createObjectNode()
                .put("InstanceRefreshId", refresh.id())
                .put("AutoScalingGroupName", group.identity().name())
                .put("Status", refresh.over() ? "Successful" : "InProgress")
                .put("StartTime", refresh.started().toString());
        refresh.ended().ifPresent(time -> node.put("EndTime", time.toString()));
        return node.put("PercentageComplete", refresh.percentage()).put("InstancesToUpdate", refresh.left());
    }

    private static ObjectNode template(String id, String name, String version) {
        return JSON.createObjectNode()
                .put("LaunchTemplateId", id)
                .put("LaunchTemplateName", name)
                .put("Version", version);
    }

    private static void texts(ObjectNode node, String member, List<String> values) {
        var array = node.putArray(member);
        values.forEach(array::add);
    }
}
