package dev.quartet.local.cli;

import dev.quartet.local.apigateway.ApiGateway;
import dev.quartet.local.apigateway.http.HttpApis;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;

/** API Gateway's REST and HTTP APIs. */
final class ApiFronts implements ResourceModule, AutoCloseable {
    private final ApiGateway rest;
    private final HttpApis http;

    ApiFronts(CloudContext context, HttpApis.Neighbours neighbours) {
        this.rest = new ApiGateway(
                context,
                neighbours.doors(),
                neighbours.invoker(),
                neighbours.verifier(),
                neighbours.metrics(),
                neighbours.logs());
        this.http = new HttpApis(context, neighbours);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        rest.install(catalog);
        http.install(catalog);
    }

    @Override
    public void close() {
        http.close();
        rest.close();
    }
}
