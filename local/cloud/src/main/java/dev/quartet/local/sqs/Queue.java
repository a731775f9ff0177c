package dev.quartet.local.sqs;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Queues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A queue: its name, what it holds, its tags. Thread-safe. */
final class Queue {
    private final Arn arn;
    private final String url;
    private final MessageQueue messages;
    private final Instant created;
    private volatile Instant modified;
    private volatile Map<String, String> tags;

    Queue(Arn arn, String url, MessageQueue messages, Instant created, Map<String, String> tags) {
        this.arn = arn;
        this.url = url;
        this.messages = messages;
        this.created = created;
        this.modified = created;
        this.tags = Map.copyOf(tags);
    }

    Arn arn() {
        return arn;
    }

    String name() {
        return arn.resource();
    }

    String url() {
        return url;
    }

    MessageQueue messages() {
        return messages;
    }

    QueueAttributes attributes() {
        return messages.attributes();
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    Map<String, String> tags() {
        return tags;
    }

    void tags(Map<String, String> all) {
        tags = Map.copyOf(all);
    }

    void configure(QueueAttributes attributes, Instant now) {
        messages.configure(attributes);
        modified = now;
    }

    /** Returns what other services see of it. */
    Queues.Queue view() {
        var attributes = attributes();
        return new Queues.Queue(
                arn.toString(),
                name(),
                url,
                attributes.fifo(),
                attributes.visibilityTimeout(),
                attributes.redrive().map(RedrivePolicy::deadLetterTargetArn),
                attributes.redrive().map(RedrivePolicy::maxReceiveCount).orElse(0));
    }

    /** Returns if the queue gives messages up to {@code targetArn}. */
    boolean redrivesTo(String targetArn) {
        return attributes().redrive().map(RedrivePolicy::deadLetterTargetArn).equals(Optional.of(targetArn));
    }
}
