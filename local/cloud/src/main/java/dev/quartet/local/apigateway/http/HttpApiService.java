package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** API Gateway's API (REST-JSON), as far as it reads HTTP APIs: the program alone makes and changes them. Thread-safe. */
final class HttpApiService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROOT = "/v2/apis";

    private final CloudContext cloud;
    private final Apis apis;
    private final Authorizer authorizer;

    HttpApiService(CloudContext cloud, Apis apis, Authorizer authorizer) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.apis = requireNonNull(apis, "apis is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("apigateway");
    }

    @Override
    public void handle(AwsRequest request) throws IOException {
        try {
            var answer = JSON.writeValueAsBytes(read(request));
            request.exchange().respond(200, Map.of("Content-Type", "application/json"), answer);
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private Map<String, Object> read(AwsRequest request) {
        var exchange = request.exchange();
        var path = exchange.rawPath();
        if (!exchange.method().equals("GET") || !(path.equals(ROOT) || path.startsWith(ROOT + "/"))) {
            throw new AwsException(
                    "UnknownOperationException",
                    501,
                    "The local cloud reads HTTP APIs, their routes and stages; %s %s is made by the program alone"
                            .formatted(exchange.method(), path));
        }
        authorizer.require(AccessRequest.of(
                request.caller(),
                "apigateway:GET",
                "arn:aws:apigateway:" + cloud.region() + "::" + path.substring("/v2".length())));
        var parts = path.substring(ROOT.length()).split("/", -1);
        if (parts.length == 1) {
            return items(apis.all().stream().map(HttpApiService::show).toList());
        }
        var api = apis.find(parts[1])
                .orElseThrow(() -> new AwsException(
                        "NotFoundException",
                        404,
                        "Invalid API identifier specified " + cloud.accountId() + ":" + parts[1]));
        return switch (parts.length == 2 ? "" : parts[2]) {
            case "" -> show(api);
            case "routes" ->
                items(api.routes().stream().map(HttpApiService::show).toList());
            case "stages" ->
                items(api.door().stages().values().stream()
                        .sorted(Comparator.comparing(stage -> stage.info().stage()))
                        .map(HttpApiService::show)
                        .toList());
            default ->
                throw new AwsException("UnknownOperationException", 501, "The local cloud does not answer " + path);
        };
    }

    private static Map<String, Object> items(List<Map<String, Object>> items) {
        return Map.of("items", items);
    }

    private static Map<String, Object> show(Api api) {
        return Map.of(
                "apiId", api.id(),
                "name", api.name(),
                "protocolType", "HTTP",
                "apiEndpoint", api.url(),
                "routeSelectionExpression", "$request.method $request.path");
    }

    private static Map<String, Object> show(Route route) {
        return Map.of(
                "routeId", route.id(),
                "routeKey", route.key().toString(),
                "target", "integrations/" + route.integrationId(),
                "authorizationType", route.authorizationType(),
                "apiKeyRequired", false);
    }

    private static Map<String, Object> show(Stage stage) {
        return Map.of(
                "stageName", stage.info().stage(),
                "stageVariables", stage.info().variables());
    }
}
