package dev.quartet.local.sqs;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** All queues of all regions. Thread-safe. */
final class QueueRegistry {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");

    private final Map<String, Queue> byArn = new ConcurrentHashMap<>();
    private final CloudContext context;
    private final Authorizer authorizer;
    private final Metrics metrics;
    private final Disorder disorder;

    QueueRegistry(CloudContext context, Authorizer authorizer, Metrics metrics, Disorder disorder) {
        this.context = context;
        this.authorizer = authorizer;
        this.metrics = metrics;
        this.disorder = disorder;
    }

    Clock clock() {
        return context.clock();
    }

    String accountId() {
        return context.accountId();
    }

    Arn arn(String region, String name) {
        return Arn.of("sqs", region, context.accountId(), name);
    }

    /** Creates a queue; the same again with the same attributes is the same queue. */
    Queue create(String region, String name, Map<String, String> given, Map<String, String> tags) {
        if (!NAME.matcher(name).matches()) {
            throw SqsErrors.invalid(
                    "QueueName",
                    name,
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        var arn = arn(region, name);
        var attributes = QueueAttributes.of(name, given);
        check(arn, attributes);
        var url = context.endpoint() + "/" + context.accountId() + "/" + name;
        var messages =
                new MessageQueue(arn.toString(), attributes, clock(), new QueueMeter(metrics, region, name), disorder);
        var queue = new Queue(arn, url, messages, clock().instant(), tags);
        var existing = byArn.putIfAbsent(arn.toString(), queue);
        if (existing == null) {
            return queue;
        }
        given.forEach((attribute, value) -> {
            if (!value.equals(existing.attributes().asMap().getOrDefault(attribute, ""))) {
                throw new AwsException(
                        "QueueAlreadyExists",
                        400,
                        "A queue already exists with the same name and a different value for attribute " + attribute);
            }
        });
        return existing;
    }

    void configure(Queue queue, Map<String, String> changes) {
        if (changes.containsKey("FifoQueue") && !queue.attributes().fifo()) {
            throw new AwsException("InvalidAttributeName", 400, "FifoQueue can be set on creation only.");
        }
        var attributes = queue.attributes().with(changes);
        check(queue.arn(), attributes);
        queue.configure(attributes, clock().instant());
    }

    void delete(Queue queue) {
        byArn.remove(queue.arn().toString());
    }

    Optional<Queue> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    Queue require(String arn) {
        return find(arn).orElseThrow(SqsErrors::noQueue);
    }

    /** Returns the queues of a region by name. */
    List<Queue> list(String region) {
        return all().stream()
                .filter(queue -> queue.arn().region().equals(region))
                .toList();
    }

    List<Queue> all() {
        return byArn.values().stream().sorted(Comparator.comparing(Queue::name)).toList();
    }

    /** Hands a message that {@code source} gives up to its dead-letter queue. */
    void giveUp(Queue source, StoredMessage.Content message) {
        var target = source.attributes().redrive().map(RedrivePolicy::deadLetterTargetArn);
        // A dead-letter queue that is gone loses nothing here: the message returns to where it came from.
        target.flatMap(this::find).orElse(source).messages().take(message);
    }

    private void check(Arn arn, QueueAttributes attributes) {
        attributes
                .policy()
                .ifPresent(policy -> authorizer.validateResourcePolicy("SQS queue " + arn.resource(), policy));
        attributes.redrive().ifPresent(redrive -> checkTarget(arn, attributes, redrive));
    }

    private void checkTarget(Arn arn, QueueAttributes attributes, RedrivePolicy redrive) {
        var target = find(redrive.deadLetterTargetArn())
                .orElseThrow(() -> SqsErrors.invalid(
                        "RedrivePolicy", redrive.deadLetterTargetArn(), "Dead letter target does not exist."));
        if (!target.arn().region().equals(arn.region())) {
            throw SqsErrors.invalid(
                    "RedrivePolicy",
                    redrive.deadLetterTargetArn(),
                    "Dead-letter target must be in the same region as the source.");
        }
        if (target.attributes().fifo() != attributes.fifo()) {
            throw SqsErrors.invalid(
                    "RedrivePolicy",
                    redrive.deadLetterTargetArn(),
                    "Dead-letter queue must be same type of queue as the source.");
        }
        var allowed = target.attributes()
                .redriveAllow()
                .map(policy -> policy.allows(arn.toString()))
                .orElse(true);
        if (!allowed) {
            throw SqsErrors.invalid(
                    "RedrivePolicy",
                    redrive.deadLetterTargetArn(),
                    "The dead-letter queue's RedriveAllowPolicy does not permit " + arn + ".");
        }
    }
}
