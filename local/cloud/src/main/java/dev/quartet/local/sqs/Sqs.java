package dev.quartet.local.sqs;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Amazon SQS: queues for other services, its API, the program's queues, and their metrics. Thread-safe. */
public final class Sqs implements Queues, AutoCloseable {
    private static final int MOST_AT_ONCE = 10;
    private static final int SECONDS_A_MINUTE = 60;
    /** When in a minute the queues are looked at: late, so that the newest minute's figure is of its end. */
    private static final int SAMPLE_AT = 50;

    private final QueueRegistry registry;
    private final Access access;
    private final MessageSender sender;
    private final SqsService api;
    private final QueueResources resources;
    private final MoveTasks moves;
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sqs-metrics").factory());

    /** Creates it without queues; nothing is sampled before {@link #start()}. */
    public Sqs(CloudContext context, Authorizer authorizer, Metrics metrics, Disorder disorder) {
        this.registry = new QueueRegistry(context, authorizer, metrics, disorder);
        this.access = new Access(authorizer);
        this.sender = new MessageSender(registry);
        this.moves = new MoveTasks(registry, access);
        this.api = new SqsService(
                new QueueOperations(registry, access), new MessageOperations(registry, access, sender), moves);
        this.resources = new QueueResources(registry);
    }

    /** Returns its API. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's queues. */
    public ResourceModule resources() {
        return resources;
    }

    /** Begins to sample depth and age once a minute. */
    public Sqs start() {
        var second = registry.clock().instant().getEpochSecond() % SECONDS_A_MINUTE;
        var first = Math.floorMod(SAMPLE_AT - second, (long) SECONDS_A_MINUTE);
        var unused = sampler.scheduleAtFixedRate(this::sample, first, SECONDS_A_MINUTE, TimeUnit.SECONDS);
        return this;
    }

    /** Publishes each queue's depth and age now. */
    void sample() {
        registry.all()
                .forEach(queue ->
                        queue.messages().meter().sample(queue.messages().counts()));
    }

    @Override
    public void close() {
        sampler.shutdownNow();
        moves.close();
    }

    @Override
    public Optional<Queue> find(String queueArn) {
        return registry.find(queueArn).map(dev.quartet.local.sqs.Queue::view);
    }

    @Override
    public String send(Caller caller, String queueArn, Outgoing message) {
        var queue = registry.require(queueArn);
        access.require(caller, "SendMessage", queueArn, Optional.of(queue.attributes()));
        return sender.send(caller, queue, message, Map.of(), Optional.empty()).messageId();
    }

    @Override
    public List<Received> receive(Caller caller, String queueArn, int most, Duration wait) throws InterruptedException {
        var queue = registry.require(queueArn);
        access.require(caller, "ReceiveMessage", queueArn, Optional.of(queue.attributes()));
        return queue
                .messages()
                .receive(
                        Math.clamp(most, 1, MOST_AT_ONCE),
                        queue.attributes().visibilityTimeout(),
                        wait,
                        dead -> registry.giveUp(queue, dead))
                .stream()
                .map(Sqs::received)
                .toList();
    }

    @Override
    public void delete(Caller caller, String queueArn, String receiptHandle) {
        var queue = registry.require(queueArn);
        access.require(caller, "DeleteMessage", queueArn, Optional.of(queue.attributes()));
        queue.messages().delete(receiptHandle);
    }

    @Override
    public void changeVisibility(Caller caller, String queueArn, String receiptHandle, Duration timeout) {
        var queue = registry.require(queueArn);
        access.require(caller, "ChangeMessageVisibility", queueArn, Optional.of(queue.attributes()));
        queue.messages().changeVisibility(receiptHandle, timeout);
    }

    /** Returns a delivery as clients see it, with all of SQS's own attributes. */
    static Received received(MessageQueue.Delivery delivery) {
        var content = delivery.message().content;
        var attributes = new HashMap<>(content.system());
        attributes.put("SenderId", content.senderId());
        attributes.put("SentTimestamp", millis(content.sentAt()));
        attributes.put("ApproximateReceiveCount", Integer.toString(delivery.receiveCount()));
        attributes.put("ApproximateFirstReceiveTimestamp", millis(delivery.firstReceivedAt()));
        content.groupId().ifPresent(group -> attributes.put("MessageGroupId", group));
        content.deduplicationId().ifPresent(id -> {
            attributes.put("MessageDeduplicationId", id);
            attributes.put("SequenceNumber", delivery.message().sequenceNumber());
        });
        content.deadLetterSource().ifPresent(source -> attributes.put("DeadLetterQueueSourceArn", source));
        return new Received(
                content.id(),
                delivery.receiptHandle(),
                content.body(),
                MessageDigests.md5(content.body()),
                attributes,
                content.attributes());
    }

    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }
}
