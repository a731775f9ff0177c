package dev.quartet.local.lambda.eventsource;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.lambda.eventsource.MappedFunctions.MappedFunction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The event source mappings of the stack, checked as AWS does when one is created. Thread-safe. */
final class Mappings implements AutoCloseable {
    private final CloudContext context;
    private final SourceChecks checks;
    private final MappedFunctions functions;
    private final Queues queues;
    private final List<RecordStreams> streams;
    private final Destinations destinations;
    private final Backoff backoff;
    private final Map<String, Mapping> mappings = new ConcurrentSkipListMap<>();

    Mappings(
            CloudContext context,
            Authorizer authorizer,
            MappedFunctions functions,
            Queues queues,
            List<RecordStreams> streams,
            Destinations destinations,
            Backoff backoff) {
        this.context = requireNonNull(context, "context is null");
        this.checks = new SourceChecks(authorizer, queues);
        this.functions = functions;
        this.queues = queues;
        this.streams = List.copyOf(streams);
        this.destinations = destinations;
        this.backoff = backoff;
    }

    Collection<Mapping> all() {
        return List.copyOf(mappings.values());
    }

    Mapping find(String uuid) {
        var mapping = mappings.get(uuid);
        if (mapping == null) {
            throw new AwsException("ResourceNotFoundException", 404, "The resource you requested does not exist.");
        }
        return mapping;
    }

    /** Creates a mapping and lets it poll; throws what CreateEventSourceMapping refuses. */
    synchronized Mapping create(Inputs inputs) {
        var settings = Settings.of(inputs);
        var function = functions.function(settings.functionName());
        for (var other : mappings.values()) {
            if (other.settings().sourceArn().equals(settings.sourceArn())
                    && other.functionArn().equals(function.arn())) {
                throw new AwsException(
                        "ResourceConflictException",
                        409,
                        "The event source arn (\" %s \") and function (\" %s \") provided mapping already exists. Please update or delete the existing mapping with UUID %s"
                                .formatted(settings.sourceArn(), function.name(), other.uuid()));
            }
        }
        settings.destination().ifPresent(arn -> destinations.requireRights(function.role(), arn));
        var uuid = UUID.randomUUID().toString();
        var gate = new Gate();
        var poller = poller(settings, function, uuid, gate);
        boolean enabled = inputs.flag("enabled", true);
        gate.open(enabled);
        var mapping = new Mapping(
                uuid,
                context.arn("lambda", "event-source-mapping:" + uuid).toString(),
                function.arn(),
                inputs,
                settings,
                enabled,
                context.clock().instant(),
                poller);
        mappings.put(uuid, mapping);
        return mapping;
    }

    /** Lets a queue's mapping poll by other settings from now on; what is being handled may come once more. */
    synchronized Mapping change(String uuid, Inputs inputs) {
        var before = find(uuid);
        var settings = Settings.of(inputs);
        var gate = new Gate();
        var poller = poller(settings, functions.function(settings.functionName()), uuid, gate);
        before.poller().close();
        boolean enabled = inputs.flag("enabled", true);
        gate.open(enabled);
        var mapping = new Mapping(
                uuid,
                before.arn(),
                before.functionArn(),
                inputs,
                settings,
                enabled,
                context.clock().instant(),
                poller);
        mappings.put(uuid, mapping);
        return mapping;
    }

    /** Enables or disables a mapping. */
    synchronized Mapping enable(String uuid, boolean enabled) {
        var mapping = find(uuid).enabled(enabled, context.clock().instant());
        mappings.put(uuid, mapping);
        if (enabled) {
            mapping.poller().resume();
        } else {
            mapping.poller().pause();
        }
        return mapping;
    }

    synchronized Mapping delete(String uuid) {
        var mapping = find(uuid);
        mappings.remove(uuid);
        mapping.poller().close();
        return mapping;
    }

    @Override
    public void close() {
        for (var mapping : mappings.values()) {
            mapping.poller().close();
        }
    }

    private Poller poller(Settings settings, MappedFunction function, String uuid, Gate gate) {
        var service = Settings.service(settings.sourceArn());
        if (service.equals("sqs")) {
            checks.requireQueue(settings, function);
            return new QueuePoller(queues, functions, settings, gate, backoff);
        }
        var stream = streams.stream()
                .filter(each -> each.service().equals(service))
                .findFirst()
                .orElseThrow(() -> SourceChecks.invalid(
                        "Unrecognized event source, must be kinesis, dynamodb stream or sqs. Unsupported source arn: "
                                + settings.sourceArn()));
        checks.requireStream(settings, function, stream);
        var runner =
                new BatchRunner(context, functions, destinations, backoff, gate, settings, uuid, stream.batchInfo());
        return new StreamPoller(stream, settings, function.role(), runner, gate);
    }
}
