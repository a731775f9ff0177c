package dev.quartet.local.sns;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Queues.Outgoing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings messages to subscribers, each on a thread of its own, again and again while their end fails. Thread-safe. */
final class Courier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final int SERVER_ERROR = 500;

    private final CloudContext context;
    private final Queues queues;
    private final FunctionInvoker functions;
    private final MailSink mail;
    private final Retries retries;
    private final Disorder disorder;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sns-", 0).factory());

    Courier(
            CloudContext context,
            Queues queues,
            FunctionInvoker functions,
            MailSink mail,
            Retries retries,
            Disorder disorder) {
        this.context = context;
        this.queues = queues;
        this.functions = functions;
        this.mail = mail;
        this.retries = retries;
        this.disorder = disorder;
    }

    /** Delivers to {@code subscription} soon. */
    void deliver(Topic topic, Subscription subscription, Envelope envelope) {
        var times = disorder.deliverTwice() ? 2 : 1;
        for (int i = 0; i < times; i++) {
            var unused = threads.submit(() -> carry(topic, subscription, envelope));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void carry(Topic topic, Subscription subscription, Envelope envelope) {
        try {
            for (int attempt = 1; ; attempt++) {
                TimeUnit.NANOSECONDS.sleep(retries.before(attempt).toNanos());
                var failure = attempt(topic, subscription, envelope);
                if (failure.isEmpty()) {
                    topic.delivered.add(1);
                    return;
                }
                if (definite(failure.get()) || attempt == retries.most()) {
                    topic.failed.add(1);
                    log.warn(
                            "{} of {}: {}",
                            subscription.endpoint(),
                            topic.name(),
                            failure.get().getMessage());
                    giveUp(topic, subscription, envelope, failure.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the cloud stops
        }
    }

    /** What the subscriber's owner got wrong does not become right by trying again. */
    private static boolean definite(AwsException failure) {
        return failure.status() < SERVER_ERROR && !failure.code().contains("TooManyRequests");
    }

    private Optional<AwsException> attempt(Topic topic, Subscription subscription, Envelope envelope) {
        try {
            bring(topic, subscription, envelope);
            return Optional.empty();
        } catch (AwsException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            log.warn("delivery to {} failed", subscription.endpoint(), e);
            return Optional.of(new AwsException("InternalError", SERVER_ERROR, String.valueOf(e.getMessage())));
        }
    }

    private void bring(Topic topic, Subscription subscription, Envelope envelope) {
        var sns = caller(topic);
        switch (subscription.protocol()) {
            case "sqs" -> {
                var unused = queues.send(sns, subscription.endpoint(), queued(subscription, envelope));
            }
            case "lambda" -> {
                var unused = functions.invokeAsync(
                        sns,
                        subscription.endpoint(),
                        envelope.forFunction(context, subscription),
                        Optional.of(topic.arn().toString()));
            }
            default ->
                mail.deliver(new MailSink.Message(
                        UUID.randomUUID().toString(), // one of its own for each subscriber
                        (topic.displayName().isEmpty() ? "AWS Notifications" : topic.displayName())
                                + " <no-reply@sns.amazonaws.com>",
                        List.of(subscription.endpoint()),
                        envelope.message().subject().orElse("AWS Notification Message"),
                        envelope.body(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("topic", topic.name())));
        }
    }

    private Outgoing queued(Subscription subscription, Envelope envelope) {
        return subscription.raw()
                ? new Outgoing(envelope.body(), envelope.message().attributes(), Optional.empty(), Optional.empty())
                : Outgoing.of(envelope.forQueue(context, subscription));
    }

    private void giveUp(Topic topic, Subscription subscription, Envelope envelope, AwsException failure) {
        var target = subscription
                .redrivePolicy()
                .map(SubscriptionSettings::deadLetterQueue)
                .filter(arn -> !arn.isEmpty());
        if (target.isEmpty()) {
            return;
        }
        try {
            var message = queued(subscription, envelope);
            var attributes = new java.util.HashMap<>(message.attributes());
            attributes.put("RequestID", dev.quartet.local.core.MessageAttribute.string(envelope.messageId()));
            attributes.put("ErrorCode", dev.quartet.local.core.MessageAttribute.string(failure.code()));
            attributes.put("ErrorMessage", dev.quartet.local.core.MessageAttribute.string(failure.getMessage()));
            var unused = queues.send(
                    caller(topic),
                    target.get(),
                    new Outgoing(message.body(), attributes, Optional.empty(), Optional.empty()));
            topic.redriven.add(1);
        } catch (AwsException e) {
            log.warn("the dead-letter queue {} of {} refuses: {}", target.get(), topic.name(), e.getMessage());
        }
    }

    private Caller caller(Topic topic) {
        return Caller.service("sns.amazonaws.com", topic.arn().toString(), context.accountId());
    }
}
