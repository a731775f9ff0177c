package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.lambda.destination.Destinations;
import java.util.List;
import java.util.Set;

/** Event source mappings: the program's resources, Lambda's API of them, and the polling. Thread-safe. */
public final class EventSources implements ResourceModule, AwsService, AutoCloseable {
    private final Mappings mappings;
    private final MappingApi api;
    private final ConsumersManagement management;

    /** Creates it without mappings; {@code streams} are the services whose streams can be mapped. */
    public EventSources(
            CloudContext context,
            Authorizer authorizer,
            MappedFunctions functions,
            Queues queues,
            List<RecordStreams> streams,
            Destinations destinations,
            Backoff backoff) {
        mappings = new Mappings(context, authorizer, functions, queues, streams, destinations, backoff);
        api = new MappingApi(mappings, functions, authorizer);
        management = new ConsumersManagement(mappings);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:lambda/eventSourceMapping:EventSourceMapping", this::provision)
                .updater("aws:lambda/eventSourceMapping:EventSourceMapping", new MappingUpdater(mappings));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("lambda");
    }

    /** Returns what stops and starts consumers on demand. */
    public HttpHandler management() {
        return management;
    }

    /** Returns if a request to Lambda is about mappings. */
    public static boolean serves(AwsRequest request) {
        return request.exchange().rawPath().startsWith(MappingApi.ROOT);
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        api.handle(request);
    }

    /** Stops the polling. */
    @Override
    public void close() {
        mappings.close();
    }

    private Provisioned provision(Registration registration) {
        var inputs = registration.inputs();
        try {
            var mapping = mappings.create(inputs);
            return Provisioned.running(mapping.uuid(), mapping.outputs());
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }
}
