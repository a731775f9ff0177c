package dev.quartet.local.s3;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3's event notifications: asked for by a bucket, delivered at least once by S3 as {@code s3.amazonaws.com}, tried again
 * until the target takes them. Thread-safe.
 */
final class BucketNotifications implements ObjectEvents, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BucketNotifications.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);
    private static final String SUBJECT = "Amazon S3 Notification";

    private final CloudContext context;
    private final Buckets buckets;
    private final NotificationJson json;
    private final Map<String, List<Notification>> rules = new ConcurrentHashMap<>();
    private final Set<Thread> deliveries = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Targets targets;

    BucketNotifications(CloudContext context, Buckets buckets) {
        this.context = context;
        this.buckets = buckets;
        this.json = new NotificationJson(context.accountId(), context.clock());
    }

    /** The services that events can go to. */
    record Targets(Queues queues, Topics topics, FunctionInvoker functions) {
        Targets {
            requireNonNull(queues, "queues is null");
            requireNonNull(topics, "topics is null");
            requireNonNull(functions, "functions is null");
        }
    }

    /** Delivers to {@code reachable} from now on. */
    void connect(Targets reachable) {
        targets = reachable;
    }

    List<Notification> of(Bucket bucket) {
        return rules.getOrDefault(bucket.name(), List.of());
    }

    /**
     * Replaces a bucket's configuration once each of its destinations has taken a test event; throws
     * {@code InvalidArgument} otherwise.
     */
    void configure(Bucket bucket, List<Notification> configured) {
        Notification.refuseOverlaps(configured);
        var test = json.test(bucket.name());
        for (var rule : configured) {
            try {
                if (rule.kind() == Notification.Kind.FUNCTION) {
                    reachable().functions().requireInvocable(s3(bucket), rule.targetArn(), Optional.of(bucket.arn()));
                } else {
                    send(bucket, rule, test);
                }
            } catch (AwsException e) {
                throw Notification.invalid(
                        "Unable to validate the following destination configurations. (%s %s for %s: %s; does its policy let s3.amazonaws.com with aws:SourceArn %s in, and does the notification depend on it?)"
                                .formatted(
                                        rule.kind().name().toLowerCase(java.util.Locale.ROOT),
                                        rule.targetArn(),
                                        bucket.name(),
                                        e.getMessage(),
                                        bucket.arn()));
            }
        }
        rules.put(bucket.name(), List.copyOf(configured));
    }

    @Override
    public void happened(ObjectEvent event) {
        var covering = rules.getOrDefault(event.bucket(), List.of()).stream()
                .filter(rule -> rule.covers(event))
                .toList();
        if (covering.isEmpty()) {
            return;
        }
        var sequencer = json.sequencer();
        for (var rule : covering) {
            var bucket = buckets.get(event.bucket());
            var message = json.event(rule, event, bucket.region(), sequencer);
            var delivery = Thread.ofVirtual().name("s3-notification").unstarted(() -> {
                try {
                    deliver(bucket, rule, message);
                } catch (InterruptedException e) {
                    log.debug("an event of {} is dropped: the local cloud is stopping", bucket.name());
                } finally {
                    deliveries.remove(Thread.currentThread());
                }
            });
            deliveries.add(delivery);
            delivery.start();
        }
    }

    @Override
    public void close() {
        deliveries.forEach(Thread::interrupt);
    }

    private void deliver(Bucket bucket, Notification rule, byte[] message) throws InterruptedException {
        var wait = FIRST_WAIT;
        long end = System.nanoTime() + GIVEN_UP_AFTER.toNanos();
        while (System.nanoTime() < end) {
            try {
                send(bucket, rule, message);
                return;
            } catch (AwsException e) {
                log.warn("an event of {} waits for {}: {}", bucket.name(), rule.targetArn(), e.getMessage());
                Thread.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
        log.error("an event of {} is lost: {} took it not for {}", bucket.name(), rule.targetArn(), GIVEN_UP_AFTER);
    }

    private void send(Bucket bucket, Notification rule, byte[] message) {
        var text = new String(message, StandardCharsets.UTF_8);
        var unused =
                switch (rule.kind()) {
                    case QUEUE -> reachable().queues().send(s3(bucket), rule.targetArn(), Queues.Outgoing.of(text));
                    case TOPIC ->
                        reachable()
                                .topics()
                                .publish(
                                        s3(bucket),
                                        rule.targetArn(),
                                        new Topics.Message(Optional.of(SUBJECT), text, Map.of()));
                    case FUNCTION ->
                        reachable()
                                .functions()
                                .invokeAsync(s3(bucket), rule.targetArn(), message, Optional.of(bucket.arn()));
                };
    }

    private Targets reachable() {
        var known = targets;
        if (known == null) {
            throw new AwsException("ServiceUnavailable", 503, "nothing is connected that S3 could notify");
        }
        return known;
    }

    private Caller s3(Bucket bucket) {
        return Caller.service("s3.amazonaws.com", bucket.arn(), context.accountId());
    }
}
