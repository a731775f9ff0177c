package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.QueryProtocol;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API, as far as looking goes: {@code aws elbv2 describe-…}. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html">AWS</a>. Thread-safe.
 */
final class ElbService implements AwsService {
    private final Registry registry;
    private final Authorizer authorizer;
    private final QueryProtocol protocol = new QueryProtocol(
            "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
            Map.of(
                    "DescribeLoadBalancers", checked("DescribeLoadBalancers", this::loadBalancers),
                    "DescribeLoadBalancerAttributes", checked("DescribeLoadBalancerAttributes", this::attributes),
                    "DescribeListeners", checked("DescribeListeners", this::listeners),
                    "DescribeRules", checked("DescribeRules", this::rules),
                    "DescribeTargetGroups", checked("DescribeTargetGroups", this::groups),
                    "DescribeTargetGroupAttributes", checked("DescribeTargetGroupAttributes", this::groupAttributes),
                    "DescribeTargetHealth", checked("DescribeTargetHealth", this::health)),
            Set.of());

    ElbService(Registry registry, Authorizer authorizer) {
        this.registry = requireNonNull(registry, "registry is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("elasticloadbalancing");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    /** None of these actions knows resources. */
    private JsonOperation checked(String action, Function<ObjectNode, JsonNode> operation) {
        return (request, input) -> {
            try {
                authorizer.require(AccessRequest.of(request.caller(), "elasticloadbalancing:" + action, "*"));
            } catch (AwsException e) {
                throw new AwsException("AccessDenied", 403, e.getMessage());
            }
            return operation.apply(input);
        };
    }

    private JsonNode loadBalancers(ObjectNode input) {
        var arns = texts(input, "LoadBalancerArns");
        var names = texts(input, "Names");
        var found = registry.loadBalancers().stream()
                .filter(each -> arns.isEmpty() || arns.contains(each.arn()))
                .filter(each ->
                        names.isEmpty() || names.contains(each.identity().name()))
                .toList();
        if (found.size() < Math.max(arns.size(), names.size())) {
            throw new AwsException("LoadBalancerNotFound", 400, "One or more load balancers not found");
        }
        return list("LoadBalancers", found, Shapes::loadBalancer);
    }

    private JsonNode attributes(ObjectNode input) {
        return list(
                "Attributes",
                Shapes.attributes(loadBalancer(WireValues.requiredText(input, "LoadBalancerArn")))
                        .entrySet(),
                Shapes::attribute);
    }

    private JsonNode listeners(ObjectNode input) {
        var arns = texts(input, "ListenerArns");
        var of = WireValues.text(input, "LoadBalancerArn");
        if (of.isPresent()) {
            return list("Listeners", loadBalancer(of.get()).listeners(), Shapes::listener);
        }
        if (arns.isEmpty()) {
            throw new AwsException("ValidationError", 400, "A load balancer or listeners must be specified");
        }
        return list("Listeners", arns.stream().map(this::listener).toList(), Shapes::listener);
    }

    private JsonNode rules(ObjectNode input) {
        var arns = texts(input, "RuleArns");
        var of = WireValues.text(input, "ListenerArn");
        if (of.isPresent()) {
            return list("Rules", listener(of.get()).rules(), Shapes::rule);
        }
        var found = registry.loadBalancers().stream()
                .flatMap(each -> each.listeners().stream())
                .flatMap(each -> each.rules().stream())
                .filter(rule -> arns.contains(rule.arn()))
                .toList();
        if (found.isEmpty()) {
            throw new AwsException("RuleNotFound", 400, "One or more rules not found");
        }
        return list("Rules", found, Shapes::rule);
    }

    private JsonNode groups(ObjectNode input) {
        var arns = texts(input, "TargetGroupArns");
        var names = texts(input, "Names");
        var of = WireValues.text(input, "LoadBalancerArn");
        of.ifPresent(this::loadBalancer);
        var found = registry.groups().stream()
                .filter(each -> arns.isEmpty() || arns.contains(each.arn()))
                .filter(each ->
                        names.isEmpty() || names.contains(each.settings().name()))
                .filter(each -> of.isEmpty() || each.loadBalancer().equals(of))
                .toList();
        if (found.size() < Math.max(arns.size(), names.size())) {
            throw new AwsException("TargetGroupNotFound", 400, "One or more target groups not found");
        }
        return list("TargetGroups", found, Shapes::group);
    }

    private JsonNode groupAttributes(ObjectNode input) {
        return list(
                "Attributes",
                Shapes.attributes(group(WireValues.requiredText(input, "TargetGroupArn")))
                        .entrySet(),
                Shapes::attribute);
    }

    private JsonNode health(ObjectNode input) {
        return switch (group(WireValues.requiredText(input, "TargetGroupArn")).backend()) {
            case HttpBackend http -> list("TargetHealthDescriptions", http.health(), Shapes::health);
            case LambdaBackend lambda ->
                list(
                        "TargetHealthDescriptions",
                        lambda.target().map(List::of).orElse(List.of()),
                        Shapes::functionHealth);
        };
    }

    private LoadBalancer loadBalancer(String arn) {
        return found(registry.findLoadBalancer(arn), "LoadBalancerNotFound", "Load balancer", arn);
    }

    private Listener listener(String arn) {
        return found(registry.findListener(arn), "ListenerNotFound", "Listener", arn);
    }

    private TargetGroup group(String arn) {
        return found(registry.findGroup(arn), "TargetGroupNotFound", "Target group", arn);
    }

    private static <T> T found(Optional<T> found, String code, String what, String arn) {
        return found.orElseThrow(() -> new AwsException(code, 400, what + " '" + arn + "' not found"));
    }

    private static Set<String> texts(ObjectNode input, String name) {
        var result = new LinkedHashSet<String>();
        input.path(name).forEach(value -> result.add(value.asString()));
        return result;
    }

    private static <T> JsonNode list(String name, Collection<T> values, Function<T, JsonNode> shape) {
        var result = JsonNodeFactory.instance.objectNode();
        var array = result.putArray(name);
        values.forEach(value -> array.add(shape.apply(value)));
        return result;
    }
}
