package dev.quartet.local.elb;

import dev.quartet.local.core.TargetGroups.TargetHealth;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What there is, in the shapes of the API. */
final class Shapes {
    /** Whose aliases Route 53 makes of load balancers' names; Tokyo's. */
    static final String ZONE_ID = "Z14GRHDCWA56QT";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Shapes() {}

    static JsonNode loadBalancer(LoadBalancer loadBalancer) {
        var identity = loadBalancer.identity();
        var result = JSON.objectNode()
                .put("LoadBalancerArn", identity.arn())
                .put("LoadBalancerName", identity.name())
                .put("DNSName", loadBalancer.dnsName())
                .put("CanonicalHostedZoneId", ZONE_ID)
                .put("Scheme", identity.internal() ? "internal" : "internet-facing")
                .put("Type", "application")
                .put("IpAddressType", "ipv4")
                .put("VpcId", identity.vpcId())
                .put("CreatedTime", identity.created().toString());
        result.putObject("State").put("Code", "active");
        var zones = result.putArray("AvailabilityZones");
        for (int i = 0; i < identity.zones().size(); i++) {
            zones.addObject()
                    .put("ZoneName", identity.zones().get(i))
                    .put("SubnetId", identity.placement().subnetIds().get(i));
        }
        var groups = result.putArray("SecurityGroups");
        identity.placement().securityGroupIds().forEach(groups::add);
        return result;
    }

    static Map<String, String> attributes(LoadBalancer loadBalancer) {
        var attributes = loadBalancer.attributes();
        var result = new TreeMap<String, String>();
        result.put(
                "idle_timeout.timeout_seconds", Long.toString(attributes.idle().toSeconds()));
        result.put(
                "routing.http.drop_invalid_header_fields.enabled", Boolean.toString(attributes.dropInvalidHeaders()));
        result.put("routing.http.preserve_host_header.enabled", Boolean.toString(attributes.preserveHost()));
        result.put("routing.http.xff_client_port.enabled", Boolean.toString(attributes.forwardedClientPort()));
        result.put(
                "routing.http.xff_header_processing.mode",
                attributes.forwardedFor().name().toLowerCase(Locale.ROOT));
        return result;
    }

    static Map<String, String> attributes(TargetGroup group) {
        var result = new TreeMap<String, String>();
        switch (group.backend()) {
            case LambdaBackend lambda ->
                result.put("lambda.multi_value_headers.enabled", Boolean.toString(lambda.several()));
            case HttpBackend http -> {
                var options = http.options();
                result.put(
                        "deregistration_delay.timeout_seconds",
                        Long.toString(options.drain().toSeconds()));
                result.put(
                        "load_balancing.algorithm.type",
                        options.balancing().algorithm().name().toLowerCase(Locale.ROOT));
            }
        }
        return result;
    }

    static JsonNode attribute(Map.Entry<String, String> attribute) {
        return JSON.objectNode().put("Key", attribute.getKey()).put("Value", attribute.getValue());
    }

    static JsonNode listener(Listener listener) {
        var result = JSON.objectNode()
                .put("ListenerArn", listener.arn())
                .put("LoadBalancerArn", listener.loadBalancer().arn())
                .put("Port", listener.port())
                .put("Protocol", listener.protocol());
        result.putArray("DefaultActions").add(action(listener.rules().getLast().action()));
        return result;
    }

    static JsonNode rule(Rule rule) {
        var result = JSON.objectNode()
                .put("RuleArn", rule.arn())
                .put("Priority", rule.isDefault() ? "default" : Integer.toString(rule.priority()))
                .put("IsDefault", rule.isDefault());
        var conditions = result.putArray("Conditions");
        for (var condition : rule.conditions()) {
            var values = conditions.addObject().put("Field", condition.field()).putArray("Values");
            condition.values().forEach(values::add);
        }
        result.putArray("Actions").add(action(rule.action()));
        return result;
    }

    private static ObjectNode action(Action action) {
        var result = JSON.objectNode();
        switch (action) {
            case Action.Forward forward -> {
                result.put("Type", "forward");
                if (forward.shares().size() == 1) {
                    result.put(
                            "TargetGroupArn",
                            forward.shares().getFirst().group().arn());
                }
                var groups = result.putObject("ForwardConfig").putArray("TargetGroups");
                for (var share : forward.shares()) {
                    groups.addObject()
                            .put("TargetGroupArn", share.group().arn())
                            .put("Weight", share.weight());
                }
            }
            case Action.FixedResponse fixed ->
                result.put("Type", "fixed-response")
                        .putObject("FixedResponseConfig")
                        .put("StatusCode", Integer.toString(fixed.status()))
                        .put("ContentType", fixed.contentType())
                        .put("MessageBody", fixed.body());
            case Action.Redirect redirect ->
                result.put("Type", "redirect")
                        .putObject("RedirectConfig")
                        .put("StatusCode", "HTTP_" + redirect.status())
                        .put("Protocol", redirect.protocol())
                        .put("Host", redirect.host())
                        .put("Port", redirect.port())
                        .put("Path", redirect.path())
                        .put("Query", redirect.query());
        }
        return result;
    }

    static JsonNode group(TargetGroup group) {
        var settings = group.settings();
        var result = JSON.objectNode()
                .put("TargetGroupArn", settings.arn())
                .put("TargetGroupName", settings.name())
                .put("TargetType", settings.type().name().toLowerCase(Locale.ROOT));
        var arns = result.putArray("LoadBalancerArns");
        group.loadBalancer().ifPresent(arns::add);
        boolean checked = false;
        if (group.backend() instanceof HttpBackend http) {
            result.put("Protocol", "HTTP")
                    .put("ProtocolVersion", "HTTP1")
                    .put("Port", settings.port())
                    .put("VpcId", settings.vpcId());
            var check = http.options().check();
            if (check != null) {
                checked = true;
                result.put("HealthCheckPath", check.path())
                        .put("HealthCheckPort", "traffic-port")
                        .put("HealthCheckProtocol", "HTTP")
                        .put("HealthCheckIntervalSeconds", check.interval().toSeconds())
                        .put("HealthCheckTimeoutSeconds", check.timeout().toSeconds())
                        .put("HealthyThresholdCount", check.healthy())
                        .put("UnhealthyThresholdCount", check.unhealthy());
                result.putObject("Matcher").put("HttpCode", check.matcher().toString());
            }
        }
        return result.put("HealthCheckEnabled", checked);
    }

    static JsonNode health(TargetHealth health) {
        var result = JSON.objectNode();
        result.putObject("Target")
                .put("Id", health.id())
                .put("Port", health.port())
                .put("AvailabilityZone", health.zone());
        result.put("HealthCheckPort", Integer.toString(health.port()));
        var state = result.putObject("TargetHealth")
                .put("State", health.state().name().toLowerCase(Locale.ROOT));
        if (!health.reason().isEmpty()) {
            state.put("Reason", health.reason()).put("Description", health.description());
        }
        return result;
    }

    /** Functions are not checked. */
    static JsonNode functionHealth(String functionArn) {
        var result = JSON.objectNode();
        result.putObject("Target").put("Id", functionArn);
        result.putObject("TargetHealth")
                .put("State", "unavailable")
                .put("Reason", "Target.HealthCheckDisabled")
                .put("Description", "Health checks are disabled for this target");
        return result;
    }
}
