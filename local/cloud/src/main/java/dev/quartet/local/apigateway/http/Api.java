package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API as the program builds it up. Thread-safe. */
final class Api {
    private final String id;
    private final String name;
    private final ApiDoor door;
    private final String url;
    private final Optional<Cors> cors;
    private final Map<String, Integration> integrations = new HashMap<>();
    private final Map<String, JwtAuthorizer> authorizers = new HashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, RouteTable> deployments = new HashMap<>();
    private volatile RouteTable table = RouteTable.EMPTY;

    /**
     * Creates it without routes.
     *
     * @param url where its door is, {@code http://localhost:4600}
     */
    Api(String id, String name, ApiDoor door, String url, Optional<Cors> cors) {
        this.id = requireNonNull(id, "id is null");
        this.name = requireNonNull(name, "name is null");
        this.door = requireNonNull(door, "door is null");
        this.url = requireNonNull(url, "url is null");
        this.cors = requireNonNull(cors, "cors is null");
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    ApiDoor door() {
        return door;
    }

    String url() {
        return url;
    }

    Optional<Cors> cors() {
        return cors;
    }

    /** Returns the routes as they are now. */
    RouteTable table() {
        return table;
    }

    /** Returns the routes in their order of creation. */
    synchronized List<Route> routes() {
        return List.copyOf(routes.values());
    }

    synchronized void addIntegration(String integrationId, Integration integration) {
        integrations.put(integrationId, integration);
    }

    synchronized Integration integration(String owner, String integrationId) {
        return found(
                integrations.get(integrationId), owner, "Invalid integration identifier specified: " + integrationId);
    }

    synchronized void addAuthorizer(String authorizerId, JwtAuthorizer authorizer) {
        authorizers.put(authorizerId, authorizer);
    }

    synchronized JwtAuthorizer authorizer(String owner, String authorizerId) {
        return found(authorizers.get(authorizerId), owner, "Invalid authorizer identifier specified: " + authorizerId);
    }

    synchronized void addRoute(String owner, Route route) {
        if (routes.putIfAbsent(route.key().toString(), route) != null) {
            throw new ProvisionException("%s: ConflictException: Route with key %s already exists for this API"
                    .formatted(owner, route.key()));
        }
        table = new RouteTable(new ArrayList<>(routes.values()));
    }

    /** Captures the routes as they stand. */
    synchronized void deploy(String owner, String deploymentId) {
        if (routes.isEmpty()) {
            throw new ProvisionException(
                    "%s: BadRequestException: At least one route is required before deploying the Api."
                            .formatted(owner));
        }
        deployments.put(deploymentId, table);
    }

    synchronized RouteTable deployment(String owner, String deploymentId) {
        return found(deployments.get(deploymentId), owner, "Invalid deployment identifier specified: " + deploymentId);
    }

    private static <T> T found(@Nullable T value, String owner, String otherwise) {
        if (value == null) {
            throw new ProvisionException("%s: NotFoundException: %s".formatted(owner, otherwise));
        }
        return value;
    }
}
