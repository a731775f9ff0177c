package dev.quartet.local.cli;

import dev.quartet.local.apigateway.ApiGateway;
import dev.quartet.local.apigateway.http.HttpApis;
import dev.quartet.local.apigateway.names.DomainNames;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.NamedDoor;
import dev.quartet.local.names.OwnNames;
import java.util.List;
import java.util.Map;

/** API Gateway's REST and HTTP APIs, and the program's own names for them. */
final class ApiFronts implements ResourceModule, AutoCloseable {
    private final ApiGateway rest;
    private final HttpApis http;
    private final NamedDoor names;
    private final OwnNames records;
    private final DomainNames domains;

    ApiFronts(CloudContext context, HttpApis.Neighbours neighbours) {
        this.rest = new ApiGateway(
                context,
                neighbours.doors(),
                neighbours.invoker(),
                neighbours.verifier(),
                neighbours.metrics(),
                neighbours.logs());
        this.http = new HttpApis(context, neighbours);
        this.names = new NamedDoor(neighbours.doors());
        this.records = new OwnNames(context, names);
        this.domains = new DomainNames(context, names, records, List.of(rest.stages(), http.stages()));
    }

    @Override
    public void install(ResourceCatalog catalog) {
        rest.install(catalog);
        http.install(catalog);
        records.install(catalog);
        domains.install(catalog);
    }

    /** Returns the API by which the command line reads HTTP APIs. */
    AwsService api() {
        return http.api();
    }

    /** Returns the URL of each name of the program's own that answers. */
    Map<String, String> names() {
        return names.urls();
    }

    @Override
    public void close() {
        http.close();
        rest.close();
    }
}
