package dev.quartet.local.apigateway;

import java.util.List;

/** What a deployment captured of an API at its creation; later changes of the API don't reach it. Immutable. */
record Deployment(String id, List<Route> routes, RouteTree tree, GatewayResponses gatewayResponses) {
    Deployment {
        routes = List.copyOf(routes);
    }
}
