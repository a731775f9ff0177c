package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.QueryProtocol;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API: {@code aws autoscaling describe-auto-scaling-groups} and what an operator changes. See <a
 * href="https://docs.aws.amazon.com/autoscaling/ec2/APIReference/Welcome.html">AWS</a>. Thread-safe.
 */
final class AutoScalingService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AutoScaling autoScaling;
    private final Authorizer authorizer;
    private final QueryProtocol protocol = new QueryProtocol(
            "http://autoscaling.amazonaws.com/doc/2011-01-01/",
            Map.of(
                    "DescribeAutoScalingGroups", this::groups,
                    "DescribeAutoScalingInstances", this::instances,
                    "DescribePolicies", this::policies,
                    "DescribeScalingActivities", this::activities,
                    "DescribeInstanceRefreshes", this::refreshes,
                    "SetDesiredCapacity", this::setDesired,
                    "UpdateAutoScalingGroup", this::update,
                    "TerminateInstanceInAutoScalingGroup", this::terminate,
                    "StartInstanceRefresh", this::refresh),
            Set.of());

    AutoScalingService(AutoScaling autoScaling, Authorizer authorizer) {
        this.autoScaling = requireNonNull(autoScaling, "autoScaling is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("autoscaling");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    private JsonNode groups(AwsRequest request, ObjectNode input) {
        require(request, "DescribeAutoScalingGroups", "*");
        var names = texts(input, "AutoScalingGroupNames");
        var result = JSON.createObjectNode();
        var list = result.putArray("AutoScalingGroups");
        autoScaling.groups().stream()
                .filter(group ->
                        names.isEmpty() || names.contains(group.identity().name()))
                .forEach(group -> list.add(Shapes.group(group)));
        return result;
    }

    private JsonNode instances(AwsRequest request, ObjectNode input) {
        require(request, "DescribeAutoScalingInstances", "*");
        var ids = texts(input, "InstanceIds");
        var result = JSON.createObjectNode();
        var list = result.putArray("AutoScalingInstances");
        for (var group : autoScaling.groups()) {
            group.members().stream()
                    .filter(member -> ids.isEmpty() || ids.contains(member.id()))
                    .forEach(member -> list.add(Shapes.member(member)
                            .put("AutoScalingGroupName", group.identity().name())));
        }
        return result;
    }

    private JsonNode policies(AwsRequest request, ObjectNode input) {
        require(request, "DescribePolicies", "*");
        var name = WireValues.text(input, "AutoScalingGroupName");
        var result = JSON.createObjectNode();
        var list = result.putArray("ScalingPolicies");
        autoScaling.policies().stream()
                .filter(policy -> name.isEmpty()
                        || name.get().equals(policy.group().identity().name()))
                .forEach(policy -> list.add(Shapes.policy(policy)));
        return result;
    }

    private JsonNode activities(AwsRequest request, ObjectNode input) {
        require(request, "DescribeScalingActivities", "*");
        var name = WireValues.text(input, "AutoScalingGroupName");
        int most = Math.clamp(WireValues.integer(input, "MaxRecords").orElse(100), 1, 100);
        var result = JSON.createObjectNode();
        var list = result.putArray("Activities");
        var groups = name.isPresent() ? List.of(group(input)) : autoScaling.groups();
        groups.stream()
                .flatMap(group -> group.activities().all().stream().map(activity -> Shapes.activity(group, activity)))
                .limit(most)
                .forEach(list::add);
        return result;
    }

    private JsonNode refreshes(AwsRequest request, ObjectNode input) {
        require(request, "DescribeInstanceRefreshes", "*");
        var group = group(input);
        var result = JSON.createObjectNode();
        var list = result.putArray("InstanceRefreshes");
        group.refresh().ifPresent(refresh -> list.add(Shapes.refresh(group, refresh)));
        return result;
    }

    private JsonNode setDesired(AwsRequest request, ObjectNode input) {
        var group = group(input);
        require(request, "SetDesiredCapacity", group.identity().arn());
        int capacity =
                WireValues.integer(input, "DesiredCapacity").orElseThrow(() -> invalid("DesiredCapacity is missing"));
        var settings = group.settings();
        if (capacity > settings.max()) {
            throw invalid("New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup."
                    .formatted(capacity, settings.max()));
        }
        if (capacity < settings.min()) {
            throw invalid("New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup."
                    .formatted(capacity, settings.min()));
        }
        group.resize(capacity, "a user request explicitly set group desired capacity");
        return JSON.createObjectNode();
    }

    private JsonNode update(AwsRequest request, ObjectNode input) {
        var group = group(input);
        require(request, "UpdateAutoScalingGroup", group.identity().arn());
        var settings = group.settings();
        int min = WireValues.integer(input, "MinSize").orElse(settings.min());
        int max = WireValues.integer(input, "MaxSize").orElse(settings.max());
        var desired = WireValues.integer(input, "DesiredCapacity");
        try {
            SettingsReader.requireSizes(
                    group.identity().name(),
                    min,
                    max,
                    desired.orElse(Math.clamp(group.desired(), Math.min(min, max), max)));
        } catch (ProvisionException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        var changed = settings.withSize(min, max);
        var grace = WireValues.integer(input, "HealthCheckGracePeriod");
        if (grace.isPresent()) {
            changed = changed.withGrace(Duration.ofSeconds(Math.max(0, grace.getAsInt())));
        }
        group.change(changed, desired, "a user request updated the group");
        return JSON.createObjectNode();
    }

    private JsonNode terminate(AwsRequest request, ObjectNode input) {
        var id = WireValues.requiredText(input, "InstanceId");
        for (var group : autoScaling.groups()) {
            for (var member : group.members()) {
                if (member.id().equals(id)) {
                    require(
                            request,
                            "TerminateInstanceInAutoScalingGroup",
                            group.identity().arn());
                    var decrement = WireValues.flag(input, "ShouldDecrementDesiredCapacity", false);
                    if (decrement && group.desired() <= group.settings().min()) {
                        throw invalid(
                                "Currently, desiredSize equals minSize (%d). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size."
                                        .formatted(group.settings().min()));
                    }
                    var activity = group.terminate(member, decrement);
                    var result = JSON.createObjectNode();
                    result.set("Activity", Shapes.activity(group, activity.seen()));
                    return result;
                }
            }
        }
        throw invalid("Instance Id not found - No managed instance found for instance ID: " + id);
    }

    private JsonNode refresh(AwsRequest request, ObjectNode input) {
        var group = group(input);
        require(request, "StartInstanceRefresh", group.identity().arn());
        var preferences = input.path("Preferences");
        int healthy = preferences.isObject()
                ? WireValues.integer(preferences, "MinHealthyPercentage").orElse(90)
                : 90;
        boolean skip = preferences.isObject() && WireValues.flag(preferences, "SkipMatching", false);
        try {
            return JSON.createObjectNode()
                    .put("InstanceRefreshId", group.refresh(healthy, skip).id());
        } catch (ProvisionException e) {
            throw new AwsException("InstanceRefreshInProgress", 400, String.valueOf(e.getMessage()));
        }
    }

    private Group group(ObjectNode input) {
        var name = WireValues.requiredText(input, "AutoScalingGroupName");
        return autoScaling.group(name).orElseThrow(() -> invalid("AutoScalingGroup name not found - null: " + name));
    }

    private void require(AwsRequest request, String action, String resource) {
        try {
            authorizer.require(AccessRequest.of(request.caller(), "autoscaling:" + action, resource));
        } catch (AwsException e) {
            throw new AwsException("AccessDenied", 403, e.getMessage());
        }
    }

    private static AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    private static Set<String> texts(ObjectNode input, String name) {
        var result = new LinkedHashSet<String>();
        input.path(name).forEach(value -> result.add(value.asString()));
        return result;
    }
}
