package dev.quartet.local.lambda.eventsource;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The event source mappings of the stack, with the checks that AWS makes when one is created. Thread-safe. */
final class Mappings implements AutoCloseable {
    private static final List<String> QUEUE_RIGHTS = List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

    private static final int MOST_FIFO_BATCH = 10;

    private final CloudContext context;
    private final Authorizer authorizer;
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
        this.authorizer = authorizer;
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
            requireQueue(settings, function);
            return new QueuePoller(queues, functions, settings, gate, backoff);
        }
        var stream = streams.stream()
                .filter(each -> each.service().equals(service))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "Unrecognized event source, must be kinesis, dynamodb stream or sqs. Unsupported source arn: "
                                + settings.sourceArn()));
        requireStream(settings, function, stream);
        var runner =
                new BatchRunner(context, functions, destinations, backoff, gate, settings, uuid, stream.batchInfo());
        return new StreamPoller(stream, settings, function.role(), runner, gate);
    }

    private void requireStream(Settings settings, MappedFunction function, RecordStreams stream) {
        for (var right : stream.rights()) {
            if (!allowed(function, stream.service() + ":" + right, settings.sourceArn())) {
                throw invalid(
                        "Cannot access stream %s. Please ensure the role can perform the %s Actions on your stream in IAM. (role %s lacks %s:%s, or its policy is attached after the mapping: see dependsOn)"
                                .formatted(
                                        settings.sourceArn(),
                                        String.join(", ", stream.rights()),
                                        function.role().roleArn().orElse(""),
                                        stream.service(),
                                        right));
            }
        }
    }

    private void requireQueue(Settings settings, MappedFunction function) {
        for (var right : QUEUE_RIGHTS) {
            if (!allowed(function, "sqs:" + right, settings.sourceArn())) {
                throw invalid(
                        "The provided execution role does not have permissions to call %s on SQS (role %s needs sqs:%s on %s, or its policy is attached after the mapping: see dependsOn)"
                                .formatted(
                                        right,
                                        function.role().roleArn().orElse(""),
                                        String.join(", sqs:", QUEUE_RIGHTS),
                                        settings.sourceArn()));
            }
        }
        var queue = queues.find(settings.sourceArn())
                .orElseThrow(() -> invalid(
                        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist: %s"
                                .formatted(Arn.parse(settings.sourceArn()).resource())));
        if (queue.visibilityTimeout().compareTo(function.timeout()) < 0) {
            throw invalid(
                    "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds (queue %s, function %s)"
                            .formatted(
                                    queue.visibilityTimeout().toSeconds(),
                                    function.timeout().toSeconds(),
                                    queue.name(),
                                    function.name()));
        }
        if (queue.fifo() && settings.batchSize() > MOST_FIFO_BATCH) {
            throw invalid("batchSize %d; allowed of the FIFO queue %s are 1 to %d"
                    .formatted(settings.batchSize(), queue.name(), MOST_FIFO_BATCH));
        }
        if (queue.fifo() && settings.window().isPositive()) {
            throw invalid("Batching window is not supported for FIFO queues: %s"
                    .formatted(queue.name().toLowerCase(Locale.ROOT)));
        }
    }

    private boolean allowed(MappedFunction function, String action, String resource) {
        return authorizer.allows(AccessRequest.of(function.role(), action, resource));
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}
