package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

/** A route, ready to serve. Immutable. */
record Route(String id, RouteKey key, Authorization authorization, Integration integration) {
    Route {
        requireNonNull(id, "id is null");
        requireNonNull(key, "key is null");
        requireNonNull(authorization, "authorization is null");
        requireNonNull(integration, "integration is null");
    }
}
