package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Ids;
import dev.quartet.local.core.ProvisionException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API as the program builds it up; only a deployment makes it serve. Thread-safe. */
final class RestApi {
    private final String id;
    private final String name;
    private final String rootResourceId;
    private final BinaryTypes binaryTypes;
    private final ApiDoor door;
    private final String url;
    private final Map<String, ResourceNode> resources = new LinkedHashMap<>();
    private final Map<MethodKey, MethodDefinition> methods = new LinkedHashMap<>();
    private final Map<MethodKey, IntegrationDefinition> integrations = new HashMap<>();
    private final Map<MethodKey, Map<Integer, Set<String>>> methodResponses = new HashMap<>();
    private final Map<MethodKey, Map<Integer, IntegrationResponse>> integrationResponses = new HashMap<>();
    private final Map<String, ModelSchema> models = new HashMap<>();
    private final Map<String, RequestValidator> validators = new HashMap<>();
    private final Map<String, CognitoAuthorizer.Definition> authorizers = new HashMap<>();
    private final Map<GatewayResponseType, GatewayResponse> gatewayResponses = new HashMap<>();
    private final Map<String, Deployment> deployments = new HashMap<>();
    private final Map<String, StageServer> stages = new HashMap<>();

    /**
     * Creates it with its root resource.
     *
     * @param url where its door is, {@code http://localhost:4600}
     */
    RestApi(String id, String name, BinaryTypes binaryTypes, ApiDoor door, String url) {
        this.id = id;
        this.name = name;
        this.rootResourceId = Ids.of(id + "/", 10);
        this.binaryTypes = binaryTypes;
        this.door = door;
        this.url = url;
        resources.put(rootResourceId, new ResourceNode(rootResourceId, null, "", "/"));
        models.put("Empty", ModelSchema.compile("model Empty", "{\"type\":\"object\"}")); // every API is born with it
    }

    /** A resource: one part of a path. */
    record ResourceNode(String id, @Nullable String parentId, String pathPart, String path) {
        boolean variable() {
            return pathPart.startsWith("{");
        }
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String rootResourceId() {
        return rootResourceId;
    }

    BinaryTypes binaryTypes() {
        return binaryTypes;
    }

    String url() {
        return url;
    }

    /** Adds a resource below another; throws {@link ProvisionException} as AWS refuses. */
    synchronized ResourceNode addResource(String owner, String resourceId, String parentId, String pathPart) {
        var parent = resource(owner, parentId);
        for (var sibling : resources.values()) {
            if (!parentId.equals(sibling.parentId())) {
                continue;
            }
            if (sibling.pathPart().equals(pathPart)) {
                throw new ProvisionException(
                        "%s: ConflictException: Another resource with the same parent already has this name: %s"
                                .formatted(owner, pathPart));
            }
            if (sibling.variable() && pathPart.startsWith("{")) {
                throw new ProvisionException(
                        ("%s: BadRequestException: A sibling (%s) of this resource already has a variable path part --"
                                        + " only one unique variable path part is allowed")
                                .formatted(owner, sibling.pathPart()));
            }
        }
        var path = (parent.path().equals("/") ? "/" : parent.path() + "/") + pathPart;
        var node = new ResourceNode(resourceId, parentId, pathPart, path);
        resources.put(resourceId, node);
        return node;
    }

    synchronized ResourceNode resource(String owner, String resourceId) {
        return found(resources.get(resourceId), owner, "Invalid Resource identifier specified: " + resourceId);
    }

    synchronized void addMethod(String owner, MethodDefinition method) {
        resource(owner, method.key().resourceId());
        method.authorizerId().ifPresent(authorizer -> authorizer(owner, authorizer));
        method.requestValidatorId().ifPresent(validator -> validator(owner, validator));
        method.requestModels().values().forEach(model -> model(owner, model));
        if (methods.putIfAbsent(method.key(), method) != null) {
            throw new ProvisionException(
                    "%s: ConflictException: Method already exists for this resource".formatted(owner));
        }
    }

    synchronized MethodDefinition method(String owner, MethodKey key) {
        return found(methods.get(key), owner, "Invalid Method identifier specified: " + key);
    }

    synchronized void addMethodResponse(String owner, MethodKey key, int status, Set<String> parameters) {
        method(owner, key);
        methodResponses.computeIfAbsent(key, method -> new HashMap<>()).put(status, Set.copyOf(parameters));
    }

    synchronized void addIntegration(String owner, MethodKey key, IntegrationDefinition integration) {
        method(owner, key);
        integrations.put(key, integration);
    }

    synchronized void addIntegrationResponse(String owner, MethodKey key, IntegrationResponse response) {
        found(integrations.get(key), owner, "Invalid Integration identifier specified: " + key);
        var declared = found(
                methodResponses.getOrDefault(key, Map.of()).get(response.status()),
                owner,
                "No method response exists for method: status " + response.status() + " of " + key);
        for (var parameter : response.parameters().keySet()) {
            if (!declared.contains(parameter)) {
                throw new ProvisionException(
                        ("%s: BadRequestException: Invalid mapping expression specified: Invalid mapping expression"
                                        + " parameter specified: %s; the method response declares %s")
                                .formatted(owner, parameter, declared));
            }
        }
        integrationResponses.computeIfAbsent(key, method -> new HashMap<>()).put(response.status(), response);
    }

    synchronized void addModel(String modelName, ModelSchema schema) {
        models.put(modelName, schema);
    }

    synchronized ModelSchema model(String owner, String modelName) {
        return found(models.get(modelName), owner, "Invalid model identifier specified: " + modelName);
    }

    synchronized void addValidator(String validatorId, RequestValidator validator) {
        validators.put(validatorId, validator);
    }

    synchronized RequestValidator validator(String owner, String validatorId) {
        return found(
                validators.get(validatorId), owner, "Invalid Request Validator identifier specified: " + validatorId);
    }

    synchronized void addAuthorizer(String authorizerId, CognitoAuthorizer.Definition authorizer) {
        authorizers.put(authorizerId, authorizer);
    }

    synchronized CognitoAuthorizer.Definition authorizer(String owner, String authorizerId) {
        return found(authorizers.get(authorizerId), owner, "Invalid authorizer ID specified: " + authorizerId);
    }

    synchronized void putGatewayResponse(GatewayResponseType type, GatewayResponse response) {
        gatewayResponses.put(type, response);
    }

    /** Captures the API as it stands, compiled by {@code compiler}. */
    synchronized Deployment deploy(String owner, String deploymentId, RouteCompiler compiler) {
        if (methods.isEmpty()) {
            throw new ProvisionException(
                    "%s: BadRequestException: The REST API doesn't contain any methods".formatted(owner));
        }
        var shared = new HashMap<String, CognitoAuthorizer>();
        var routes = methods.values().stream()
                .map(method -> compiler.compile(owner, this, method, shared))
                .toList();
        var deployment =
                new Deployment(deploymentId, routes, new RouteTree(routes), new GatewayResponses(gatewayResponses));
        deployments.put(deploymentId, deployment);
        return deployment;
    }

    synchronized Deployment deployment(String owner, String deploymentId) {
        return found(deployments.get(deploymentId), owner, "Invalid Deployment identifier specified: " + deploymentId);
    }

    synchronized IntegrationDefinition integration(String owner, MethodKey key) {
        var integration = integrations.get(key);
        if (integration == null) {
            throw new ProvisionException("%s: BadRequestException: No integration defined for method: %s %s"
                    .formatted(
                            owner,
                            key.httpMethod(),
                            resource(owner, key.resourceId()).path()));
        }
        return integration;
    }

    synchronized List<IntegrationResponse> integrationResponses(MethodKey key) {
        return List.copyOf(integrationResponses.getOrDefault(key, Map.of()).values());
    }

    /** Opens a stage; {@code server} is asked for only when there is none of that name yet. */
    synchronized void addStage(String owner, String stage, Supplier<StageServer> server) {
        if (stages.containsKey(stage)) {
            throw new ProvisionException("%s: ConflictException: Stage already exists: %s".formatted(owner, stage));
        }
        var opened = server.get();
        stages.put(stage, opened);
        door.put(stage, opened);
    }

    synchronized Optional<StageServer> stage(String stage) {
        return Optional.ofNullable(stages.get(stage));
    }

    private static <T> T found(@Nullable T value, String owner, String otherwise) {
        if (value == null) {
            throw new ProvisionException("%s: NotFoundException: %s".formatted(owner, otherwise));
        }
        return value;
    }
}
