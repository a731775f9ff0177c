package dev.quartet.local.apigateway;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

/**
 * A to-do API on a real front door, registered as a program registers it: {@code /todos} (GET, POST) and
 * {@code /todos/{id}} (GET). The function and the token check behind it are the test's.
 */
final class TodoApi implements AutoCloseable {
    static final String STAGE_DIMENSIONS = "{ApiName=todo-api, Stage=v1}";
    static final String POOL = "arn:aws:cognito-idp:ap-northeast-1:000000000000:userpool/ap-northeast-1_pool";
    static final String FUNCTION = "arn:aws:lambda:ap-northeast-1:000000000000:function:todo:live";
    static final String INVOKE_ARN =
            "arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";
    static final JsonMapper JSON = new JsonMapper();

    private static final AtomicInteger COUNTER = new AtomicInteger();

    final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    final RecordingMetrics metrics = new RecordingMetrics();
    final List<String> logLines = new CopyOnWriteArrayList<>();
    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    final List<String> sourceArns = new CopyOnWriteArrayList<>();
    final Map<String, Map<String, Object>> tokens = new HashMap<>();
    final AtomicInteger verifications = new AtomicInteger();
    final ResourceCatalog catalog = new ResourceCatalog();
    volatile Function<JsonNode, FunctionInvoker.Result> function =
            event -> answer("{\"statusCode\":200,\"body\":\"{\\\"call\\\":" + events.size() + "}\"}");
    String apiId = "";
    String root = "";
    String todos = "";
    String todo = "";
    String authorizer = "";
    String validator = "";
    String url = "";

    private final FrontDoors doors = new FrontDoors(24_600);
    private final ApiGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private TodoApi() {
        var cloud = new CloudContext(
                "test",
                "000000000000",
                "ap-northeast-1",
                clock,
                "http://127.0.0.1:4566",
                Path.of("target"),
                Optional.empty());
        gateway = new ApiGateway(
                cloud,
                doors,
                new RecordedCalls(),
                (pool, token) -> {
                    verifications.incrementAndGet();
                    return pool.equals(POOL) ? Optional.ofNullable(tokens.get(token)) : Optional.empty();
                },
                metrics,
                (group, stream, message) -> logLines.add(group + " " + stream + " " + message));
        gateway.install(catalog);
    }

    /** Declares the API up to its methods, without a deployment. */
    static TodoApi declared() {
        var api = new TodoApi();
        api.tokens.put("alice", api.claims("alice"));
        api.tokens.put("bob", api.claims("bob"));
        api.provision("account:Account", Map.of("cloudwatchRoleArn", "arn:aws:iam::000000000000:role/logs"));
        var rest = api.provision("restApi:RestApi", Map.of("name", "todo-api"));
        api.apiId = rest.id();
        api.root = (String) rest.outputs().get("rootResourceId");
        api.todos = api.resource(api.root, "todos");
        api.todo = api.resource(api.todos, "{id}");
        api.authorizer = api.provision(
                        "authorizer:Authorizer",
                        Map.of("restApi", api.apiId, "type", "COGNITO_USER_POOLS", "providerArns", List.of(POOL)))
                .id();
        api.validator = api.provision(
                        "requestValidator:RequestValidator",
                        Map.of("restApi", api.apiId, "validateRequestBody", true, "validateRequestParameters", true))
                .id();
        api.provision(
                "model:Model",
                Map.of("restApi", api.apiId, "name", "Todo", "contentType", "application/json", "schema", """
                {"$schema":"http://json-schema.org/draft-04/schema#","type":"object","required":["title"],
                 "additionalProperties":false,
                 "properties":{"title":{"type":"string","minLength":1,"maxLength":200}}}"""));
        api.method(
                api.todos,
                "GET",
                Map.of("method.request.header.Authorization", true, "method.request.querystring.limit", false),
                Map.of());
        api.method(api.todos, "POST", Map.of(), Map.of("application/json", "Todo"));
        api.method(
                api.todo,
                "GET",
                Map.of("method.request.header.Authorization", true, "method.request.path.id", true),
                Map.of());
        api.integration(
                api.todos,
                "GET",
                Map.of(
                        "cacheKeyParameters",
                        List.of("method.request.header.Authorization", "method.request.querystring.limit")));
        api.integration(api.todos, "POST", Map.of());
        api.integration(
                api.todo,
                "GET",
                Map.of("cacheKeyParameters", List.of("method.request.header.Authorization", "method.request.path.id")));
        return api;
    }

    /** Declares and deploys it to stage v1 with a cache of 0.5 GB, 60 s for the GETs, that any client may refresh. */
    static TodoApi serving() {
        return declared()
                .deploy(Map.of("cacheClusterEnabled", true, "cacheClusterSize", "0.5"))
                .settings(
                        "*/*",
                        Map.of(
                                "cachingEnabled",
                                true,
                                "cacheTtlInSeconds",
                                60.0,
                                "requireAuthorizationForCacheControl",
                                false));
    }

    TodoApi deploy(Map<String, Object> stage) {
        var deployment = provision("deployment:Deployment", Map.of("restApi", apiId));
        var inputs = new HashMap<String, Object>(stage);
        inputs.putAll(Map.of("restApi", apiId, "deployment", deployment.id(), "stageName", "v1"));
        url = (String) provision("stage:Stage", inputs).outputs().get("invokeUrl");
        return this;
    }

    TodoApi settings(String path, Map<String, Object> settings) {
        provision(
                "methodSettings:MethodSettings",
                Map.of("restApi", apiId, "stageName", "v1", "methodPath", path, "settings", settings));
        return this;
    }

    TodoApi gatewayResponse(String type, Map<String, Object> more) {
        var inputs = new HashMap<>(more);
        inputs.putAll(Map.of("restApiId", apiId, "responseType", type));
        provision("response:Response", inputs);
        return this;
    }

    String resource(String parent, String part) {
        return provision("resource:Resource", Map.of("restApi", apiId, "parentId", parent, "pathPart", part))
                .id();
    }

    void method(String resource, String verb, Map<String, Object> parameters, Map<String, Object> models) {
        provision(
                "method:Method",
                Map.of(
                        "restApi",
                        apiId,
                        "resourceId",
                        resource,
                        "httpMethod",
                        verb,
                        "authorization",
                        "COGNITO_USER_POOLS",
                        "authorizerId",
                        authorizer,
                        "requestValidatorId",
                        validator,
                        "requestParameters",
                        parameters,
                        "requestModels",
                        models));
    }

    void integration(String resource, String verb, Map<String, Object> more) {
        var inputs = new HashMap<>(more);
        inputs.putAll(Map.of(
                "restApi",
                apiId,
                "resourceId",
                resource,
                "httpMethod",
                verb,
                "type",
                "AWS_PROXY",
                "integrationHttpMethod",
                "POST",
                "uri",
                INVOKE_ARN));
        provision("integration:Integration", inputs);
    }

    Provisioned provision(String type, Map<String, ?> inputs) {
        var name = type.substring(type.indexOf(':') + 1) + COUNTER.incrementAndGet();
        return catalog.provision(new Registration(
                "aws:apigateway/" + type,
                name,
                "urn:pulumi:test::quartet::" + name,
                "ap-northeast-1",
                new Inputs(name, inputs),
                List.of()));
    }

    Map<String, Object> claims(String user) {
        return Map.of(
                "sub",
                user,
                "exp",
                clock.instant().getEpochSecond() + 3600,
                "cognito:groups",
                List.of("authors", "admins"),
                "email_verified",
                true);
    }

    static FunctionInvoker.Result answer(String json) {
        return new FunctionInvoker.Result(json.getBytes(StandardCharsets.UTF_8), Optional.empty(), "1");
    }

    static FunctionInvoker.Result crash(String json) {
        return new FunctionInvoker.Result(json.getBytes(StandardCharsets.UTF_8), Optional.of("Unhandled"), "1");
    }

    HttpResponse<String> get(String user, String path, String... headers) {
        return send(HttpRequest.newBuilder().GET(), user, path, headers);
    }

    HttpResponse<String> post(String user, String path, String body, String... headers) {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), user, path, headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String user, String path, String... headers) {
        request.uri(URI.create(url + path));
        if (!user.isEmpty()) {
            request.header("Authorization", user);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        doors.close();
        gateway.close();
        http.close();
    }

    private final class RecordedCalls implements FunctionInvoker {
        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            events.add(JSON.readTree(payload));
            sourceArns.add(sourceArn.orElse("") + " by " + caller.service().orElse("") + " of " + functionArn);
            return function.apply(events.getLast());
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("API Gateway called " + functionArn + " asynchronously");
        }
    }
}
