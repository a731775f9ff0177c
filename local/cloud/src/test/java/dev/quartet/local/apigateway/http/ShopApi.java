package dev.quartet.local.apigateway.http;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialStore;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.TokenVerifier;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP API on a real front door, registered as a program registers it. What is behind it is the test's. */
final class ShopApi implements AutoCloseable {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "ap-northeast-1";
    static final String FUNCTION = "arn:aws:lambda:ap-northeast-1:111122223333:function:catalog:live";
    static final String LISTENER =
            "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:listener/app/inventory/50dc6c495c0c9188/f2f7dc8efc522ab2";
    static final String ROLE_ARN = "arn:aws:sts::111122223333:assumed-role/orders/quartet-dev-orders";
    static final JsonMapper JSON = JsonMapper.shared();

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Caller ROLE = new Caller(
            Caller.Kind.ROLE,
            ROLE_ARN,
            Optional.of("arn:aws:iam::111122223333:role/orders"),
            Optional.empty(),
            Map.of("aws:userid", "AROAEXAMPLE:quartet-dev-orders"),
            Optional.empty());

    final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T04:07:12.345Z"));
    final RecordingMetrics metrics = new RecordingMetrics();
    final ListedAuthorizer authorizer = new ListedAuthorizer();
    final List<String> logLines = new CopyOnWriteArrayList<>();
    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    final List<String> invocations = new CopyOnWriteArrayList<>();
    final Map<String, Map<String, Object>> tokens = new HashMap<>();
    final RequestSigner signer = new RequestSigner("AKIDORDERS", "secret", Optional.of("session"), REGION, clock);
    volatile Function<JsonNode, String> function = event -> "{\"statusCode\":200,\"body\":\"ok\"}";
    volatile Optional<String> functionError = Optional.empty();
    volatile Optional<AwsException> refusal = Optional.empty();
    volatile Optional<String> blocked = Optional.empty();
    final FrontDoors doors = new FrontDoors(24_900);
    final ResourceCatalog catalog = new ResourceCatalog();
    final String apiId;
    final String url;
    String invokeUrl = "";
    private Optional<URI> backEnd = Optional.empty();
    private final HttpApis apis;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ShopApi(Map<String, ?> more) {
        var cloud = new CloudContext(
                "dev", ACCOUNT, REGION, clock, "http://127.0.0.1:4566", Path.of("target"), Optional.empty());
        var entry = new CredentialStore.Entry(ROLE, "secret", Optional.of("session"), Optional.of(Instant.MAX));
        apis = new HttpApis(
                cloud,
                new HttpApis.Neighbours(
                        doors,
                        new RecordedCalls(),
                        new OneListener(),
                        new Network(),
                        new SignatureVerifier(
                                cloud, id -> id.equals("AKIDORDERS") ? Optional.of(entry) : Optional.empty()),
                        authorizer,
                        new Tokens(),
                        metrics,
                        (group, stream, message) -> logLines.add(group + " " + stream + " " + message)));
        apis.install(catalog);
        var inputs = new HashMap<String, Object>(Map.of("name", "quartet-dev-catalog", "protocolType", "HTTP"));
        inputs.putAll(more);
        var api = provision("api:Api", inputs);
        apiId = api.id();
        url = (String) api.outputs().get("apiEndpoint");
    }

    /** Returns an API with {@code keys} as routes to one function, format 2.0, on stage {@code $default}. */
    static ShopApi serving(String... keys) {
        var shop = new ShopApi(Map.of());
        var integration = shop.function("2.0");
        for (var key : keys) {
            shop.route(key, integration, Map.of());
        }
        return shop.stage("$default", Map.of());
    }

    String function(String format) {
        return provision(
                        "integration:Integration",
                        Map.of(
                                "apiId",
                                apiId,
                                "integrationType",
                                "AWS_PROXY",
                                "integrationUri",
                                "arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/" + FUNCTION
                                        + "/invocations",
                                "payloadFormatVersion",
                                format))
                .id();
    }

    /** Returns an integration by a VPC link with the listener, behind which {@code handler} stands. */
    String privateBackEnd(HttpHandler handler, Map<String, ?> more) {
        try {
            backEnd = Optional.of(
                    URI.create("http://127.0.0.1:" + doors.open(handler).port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var link = provision(
                "vpcLink:VpcLink",
                Map.of("name", "services", "subnetIds", List.of("subnet-1"), "securityGroupIds", List.of("sg-link")));
        var inputs = new HashMap<String, Object>(Map.of(
                "apiId",
                apiId,
                "integrationType",
                "HTTP_PROXY",
                "integrationMethod",
                "ANY",
                "integrationUri",
                LISTENER,
                "connectionType",
                "VPC_LINK",
                "connectionId",
                link.id()));
        inputs.putAll(more);
        return provision("integration:Integration", inputs).id();
    }

    ShopApi route(String key, String integration, Map<String, ?> more) {
        var inputs = new HashMap<String, Object>(
                Map.of("apiId", apiId, "routeKey", key, "target", "integrations/" + integration));
        inputs.putAll(more);
        provision("route:Route", inputs);
        return this;
    }

    ShopApi stage(String name, Map<String, ?> more) {
        var inputs = new HashMap<String, Object>(Map.of("apiId", apiId, "name", name, "autoDeploy", true));
        inputs.putAll(more);
        invokeUrl = (String) provision("stage:Stage", inputs).outputs().get("invokeUrl");
        return this;
    }

    Provisioned provision(String type, Map<String, ?> inputs) {
        var name = type.substring(type.indexOf(':') + 1) + COUNTER.incrementAndGet();
        return catalog.provision(new Registration(
                "aws:apigatewayv2/" + type,
                name,
                "urn:pulumi:test::quartet::" + name,
                REGION,
                new Inputs(name, inputs),
                List.of()));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> signed(String method, String path, String service, String body) {
        return send(signer.sign(
                        method,
                        URI.create(url + path),
                        service,
                        Map.of("content-type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    AwsService api() {
        return apis.api();
    }

    double sum(String metric) {
        return metrics.sum(
                "AWS/ApiGateway",
                metric,
                Map.of("ApiId", apiId, "Stage", invokeUrl.endsWith("/") ? "$default" : "prod"));
    }

    @Override
    public void close() {
        doors.close();
        apis.close();
        http.close();
    }

    private final class RecordedCalls implements FunctionInvoker {
        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            invocations.add(caller.service().orElse("") + " calls " + functionArn + " for " + sourceArn.orElse(""));
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            var event = JSON.readTree(payload);
            events.add(event);
            return new Result(function.apply(event).getBytes(StandardCharsets.UTF_8), functionError, "1");
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("API Gateway called " + functionArn + " asynchronously");
        }
    }

    private final class OneListener implements LoadBalancers {
        @Override
        public Optional<Listener> listener(String listenerArn) {
            return backEnd.filter(there -> listenerArn.equals(LISTENER))
                    .map(there -> new Listener(
                            LISTENER,
                            "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/inventory/50dc6c495c0c9188",
                            80,
                            new Placement("load balancer inventory", List.of("subnet-1"), List.of("sg-alb")),
                            there));
        }

        @Override
        public List<Listener> listeners(String loadBalancerArn) {
            return List.of();
        }
    }

    private final class Network implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return blocked.map(why -> from.owner() + " cannot reach " + to.owner() + " port " + port + ": " + why);
        }
    }

    private final class Tokens implements TokenVerifier {
        @Override
        public Optional<Map<String, Object>> verifyIdToken(String userPoolArn, String token) {
            throw new AssertionError("HTTP APIs know issuers, not pools");
        }

        @Override
        public Optional<Map<String, Object>> verify(String issuer, String token) {
            return Optional.ofNullable(tokens.get(issuer + " " + token));
        }
    }
}
