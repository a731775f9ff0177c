package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

/**
 * A route, ready to serve. Immutable.
 *
 * @param authorizationType {@code NONE}, {@code AWS_IAM} or {@code JWT}: what {@code authorization} is
 * @param integrationId of {@code integration}
 */
record Route(
        String id,
        RouteKey key,
        String authorizationType,
        Authorization authorization,
        String integrationId,
        Integration integration) {
    Route {
        requireNonNull(id, "id is null");
        requireNonNull(key, "key is null");
        requireNonNull(authorizationType, "authorizationType is null");
        requireNonNull(authorization, "authorization is null");
        requireNonNull(integrationId, "integrationId is null");
        requireNonNull(integration, "integration is null");
    }
}
