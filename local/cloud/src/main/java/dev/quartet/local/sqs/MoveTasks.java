package dev.quartet.local.sqs;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves messages out of dead-letter queues, back where they came from or elsewhere. See <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html">SQS</a>.
 * Thread-safe.
 */
final class MoveTasks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MoveTasks.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_KEPT = 100;
    private static final int MOST_A_SECOND = 500;

    /** One move, done by a thread of its own. */
    private static final class Task {
        private final String handle = UUID.randomUUID().toString();
        private final Queue source;
        private final Optional<Queue> destination;
        private final OptionalInt perSecond;
        private final int toMove;
        private final Instant started;
        private final AtomicInteger moved = new AtomicInteger();
        private volatile String status = "RUNNING";
        private volatile String failure = "";

        Task(Queue source, Optional<Queue> destination, OptionalInt perSecond, Instant started) {
            this.source = source;
            this.destination = destination;
            this.perSecond = perSecond;
            this.toMove = source.messages().counts().visible();
            this.started = started;
        }
    }

    private final ConcurrentLinkedDeque<Task> tasks = new ConcurrentLinkedDeque<>();
    private final QueueRegistry registry;
    private final Access access;
    private volatile boolean closed;

    MoveTasks(QueueRegistry registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "StartMessageMoveTask", this::start,
                "ListMessageMoveTasks", this::list,
                "CancelMessageMoveTask", this::cancel);
    }

    @Override
    public void close() {
        closed = true;
    }

    private Queue source(AwsRequest request, ObjectNode input, String action) {
        var arn = Members.required(input, "SourceArn");
        var queue = registry.find(arn);
        access.require(request.caller(), action, arn, queue.map(Queue::attributes));
        return queue.orElseThrow(MoveTasks::noResource);
    }

    private JsonNode start(AwsRequest request, ObjectNode input) {
        var source = source(request, input, "StartMessageMoveTask");
        var destination = WireValues.text(input, "DestinationArn")
                .map(arn -> registry.find(arn).orElseThrow(MoveTasks::noResource));
        var perSecond = WireValues.integer(input, "MaxNumberOfMessagesPerSecond");
        if (perSecond.isPresent() && (perSecond.getAsInt() < 1 || perSecond.getAsInt() > MOST_A_SECOND)) {
            throw SqsErrors.invalid(
                    "MaxNumberOfMessagesPerSecond", perSecond.getAsInt(), "Must be between 1 and 500, if provided.");
        }
        var arn = source.arn().toString();
        if (registry.all().stream().noneMatch(queue -> queue.redrivesTo(arn))) {
            throw SqsErrors.invalid("SourceArn", arn, "Source queue must be configured as a Dead Letter Queue.");
        }
        // Moving is receiving and deleting there, and sending elsewhere.
        for (var action : new String[] {"ReceiveMessage", "DeleteMessage"}) {
            access.require(request.caller(), action, arn, Optional.of(source.attributes()));
        }
        destination.ifPresent(queue -> access.require(
                request.caller(), "SendMessage", queue.arn().toString(), Optional.of(queue.attributes())));
        var task = new Task(source, destination, perSecond, registry.clock().instant());
        synchronized (tasks) {
            if (tasks.stream().anyMatch(other -> other.source == source && other.status.equals("RUNNING"))) {
                throw SqsErrors.own(
                        "UnsupportedOperation", "There is already a task running. Only one active task is allowed.");
            }
            tasks.addFirst(task);
            while (tasks.size() > MOST_KEPT) {
                tasks.removeLast();
            }
        }
        Thread.ofVirtual().name("sqs-move").start(() -> run(task));
        return NODES.objectNode().put("TaskHandle", task.handle);
    }

    private void run(Task task) {
        try {
            while (task.status.equals("RUNNING") && task.moved.get() < task.toMove && !closed) {
                var content = task.source.messages().moveOut();
                if (content.isEmpty()) {
                    break;
                }
                move(task, content.get());
                if (task.perSecond.isPresent()) {
                    TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(1) / task.perSecond.getAsInt());
                }
            }
            task.status =
                    task.status.equals("CANCELLING") ? "CANCELLED" : task.failure.isEmpty() ? "COMPLETED" : "FAILED";
        } catch (InterruptedException e) {
            task.status = "CANCELLED";
            Thread.currentThread().interrupt();
        }
    }

    private void move(Task task, StoredMessage.Content content) {
        var target = task.destination.or(() -> content.deadLetterSource().flatMap(registry::find));
        if (target.isEmpty()) {
            task.failure = "CouldNotDetermineMessageSource";
            task.status = "FAILED";
            task.source.messages().take(content);
            log.warn("message {} of {} does not say where it came from", content.id(), task.source.name());
            return;
        }
        target.get().messages().take(content.anew(registry.clock().instant()));
        var unused = task.moved.incrementAndGet();
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        var source = source(request, input, "ListMessageMoveTasks");
        var most = Math.clamp(WireValues.integer(input, "MaxResults").orElse(1), 1, 10);
        var output = NODES.objectNode();
        var results = output.putArray("Results");
        tasks.stream().filter(task -> task.source == source).limit(most).forEach(task -> {
            var result = results.addObject()
                    .put("Status", task.status)
                    .put("SourceArn", source.arn().toString())
                    .put("ApproximateNumberOfMessagesMoved", task.moved.get())
                    .put("ApproximateNumberOfMessagesToMove", task.toMove)
                    .put("StartedTimestamp", task.started.toEpochMilli());
            task.destination.ifPresent(
                    queue -> result.put("DestinationArn", queue.arn().toString()));
            task.perSecond.ifPresent(rate -> result.put("MaxNumberOfMessagesPerSecond", rate));
            if (task.status.equals("RUNNING")) {
                result.put("TaskHandle", task.handle);
            }
            if (!task.failure.isEmpty()) {
                result.put("FailureReason", task.failure);
            }
        });
        return output;
    }

    private JsonNode cancel(AwsRequest request, ObjectNode input) {
        var handle = Members.required(input, "TaskHandle");
        var task = tasks.stream()
                .filter(candidate -> candidate.handle.equals(handle))
                .findFirst()
                .orElseThrow(MoveTasks::noResource);
        access.require(
                request.caller(),
                "CancelMessageMoveTask",
                task.source.arn().toString(),
                Optional.of(task.source.attributes()));
        if (task.status.equals("RUNNING")) {
            task.status = "CANCELLING";
        }
        return NODES.objectNode().put("ApproximateNumberOfMessagesMoved", task.moved.get());
    }

    private static AwsException noResource() {
        return new AwsException("ResourceNotFoundException", 404, "The resource that you specified doesn't exist.");
    }
}
