package dev.quartet.local.elb;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.FrontDoors;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Elastic Load Balancing with functions that are written in the test, and a client. */
final class ElbKit implements AutoCloseable {
    static final String NAMESPACE = "AWS/ApplicationELB";
    static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:inventory:live";
    static final Map<String, Object> NETWORK =
            Map.of("subnets", List.of("subnet-a", "subnet-b"), "securityGroups", List.of("sg-1"));

    /** Health checks every 5 s come every 50 ms. */
    private static final double PACE = 0.01;

    final TwoZones network = new TwoZones();
    final ListedAuthorizer authorizer = new ListedAuthorizer();
    final RecordingMetrics metrics = new RecordingMetrics();
    final Functions functions = new Functions();
    final FrontDoors doors = new FrontDoors(5400);
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    final CloudContext context = new CloudContext(
            "test",
            "123456789012",
            "eu-west-1",
            Clock.systemUTC(),
            "http://127.0.0.1:4566",
            Path.of("."),
            Optional.empty());
    final ElasticLoadBalancing elb = new ElasticLoadBalancing(
            context, new ElasticLoadBalancing.Neighbours(doors, functions, metrics, network, authorizer), PACE);
    private final ResourceCatalog catalog = new ResourceCatalog().add(elb);

    /** Provisions {@code type} of {@code aws:lb/}. */
    Provisioned provision(String type, String name, Map<String, ?> inputs) {
        var token = "aws:lb/" + Character.toLowerCase(type.charAt(0)) + type.substring(1) + ":" + type;
        return catalog.provision(new Registration(
                token, name, "urn:" + token + "::" + name, "eu-west-1", new Inputs(name, inputs), List.of()));
    }

    String loadBalancer() {
        return provision("LoadBalancer", "shop", with(NETWORK, Map.of("name", "shop", "internal", true)))
                .id();
    }

    /** Returns a group whose target is {@link #FUNCTION}. */
    String lambdaGroup(String name, boolean several) {
        var arn = provision(
                        "TargetGroup",
                        name,
                        Map.of("name", name, "targetType", "lambda", "lambdaMultiValueHeadersEnabled", several))
                .id();
        provision("TargetGroupAttachment", name + "-function", Map.of("targetGroupArn", arn, "targetId", FUNCTION));
        return arn;
    }

    /** Returns a listener on port 80 that does {@code action}. */
    String listener(String loadBalancerArn, Map<String, ?> action) {
        return provision(
                        "Listener",
                        "http",
                        Map.of(
                                "loadBalancerArn",
                                loadBalancerArn,
                                "port",
                                80.0,
                                "protocol",
                                "HTTP",
                                "defaultActions",
                                List.of(action)))
                .id();
    }

    static Map<String, Object> forward(String groupArn) {
        return Map.of("type", "forward", "targetGroupArn", groupArn);
    }

    static Map<String, Object> fixed(String status, String body) {
        return Map.of(
                "type",
                "fixed-response",
                "fixedResponse",
                Map.of("contentType", "text/plain", "messageBody", body, "statusCode", status));
    }

    URI url(String listenerArn, String path) {
        return elb.listener(listenerArn).orElseThrow().url().resolve(path);
    }

    HttpResponse<String> get(URI url, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(URI url, String type, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns a metric's sum by load balancer alone. */
    double sum(String metric, String loadBalancerArn) {
        return metrics.sum(NAMESPACE, metric, Map.of("LoadBalancer", LoadBalancer.suffix(loadBalancerArn)));
    }

    static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
        var all = new HashMap<String, Object>(some);
        all.putAll(more);
        return all;
    }

    @Override
    public void close() {
        client.close();
        elb.close();
        doors.close();
    }

    /** Two subnets in two zones of one VPC; all that is in it may talk. */
    static final class TwoZones implements Reachability {
        volatile Optional<String> blocked = Optional.empty();

        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return blocked;
        }

        @Override
        public Optional<Subnet> subnet(String id) {
            return Optional.ofNullable(Map.of("subnet-a", "eu-west-1a", "subnet-b", "eu-west-1b")
                            .get(id))
                    .map(zone -> new Subnet(id, "vpc-1", zone));
        }
    }

    /** A function that answers what the test says. */
    static final class Functions implements FunctionInvoker {
        final List<JsonNode> events = new CopyOnWriteArrayList<>();
        final List<Caller> callers = new CopyOnWriteArrayList<>();
        /** Target groups that have no permission. */
        final Set<String> denied = ConcurrentHashMap.newKeySet();

        volatile UnaryOperator<JsonNode> code =
                event -> JsonMapper.shared().createObjectNode().put("statusCode", 200);
        volatile boolean fails;
        volatile boolean throttled;

        void answers(String json) {
            code = event -> JsonMapper.shared().readTree(json);
        }

        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            requireInvocable(caller, functionArn, sourceArn);
            if (throttled) {
                throw new AwsException("TooManyRequestsException", 429, "Rate Exceeded.");
            }
            callers.add(caller);
            var event = JsonMapper.shared().readTree(payload);
            events.add(event);
            return fails
                    ? new Result(
                            "{\"errorMessage\":\"oops\"}".getBytes(StandardCharsets.UTF_8),
                            Optional.of("Unhandled"),
                            "1")
                    : new Result(JsonMapper.shared().writeValueAsBytes(code.apply(event)), Optional.empty(), "1");
        }

        @Override
        public void requireInvocable(Caller caller, String functionArn, Optional<String> sourceArn) {
            if (denied.contains(sourceArn.orElseThrow())) {
                throw new AwsException(
                        "AccessDeniedException", 403, "not authorized to perform: lambda:InvokeFunction");
            }
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new IllegalStateException("a load balancer invokes synchronously");
        }
    }
}
