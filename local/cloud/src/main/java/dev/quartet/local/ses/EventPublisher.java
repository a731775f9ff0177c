package dev.quartet.local.ses;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings events to the destinations of a configuration set. Thread-safe. */
final class EventPublisher {
    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final CloudContext context;
    private final Metrics metrics;
    private final Topics topics;

    EventPublisher(CloudContext context, Metrics metrics, Topics topics) {
        this.context = context;
        this.metrics = metrics;
        this.topics = topics;
    }

    /** Publishes one event of {@code sent} to all destinations of {@code set} that want it. */
    void publish(
            String region,
            ConfigurationSet set,
            EventType type,
            MailEvent.Sent sent,
            String member,
            ObjectNode details) {
        for (var destination : set.destinations().values()) {
            if (!destination.wants(type)) {
                continue;
            }
            if (destination.topicArn().isPresent()) {
                try {
                    tell(
                            set,
                            destination.topicArn().get(),
                            MailEvent.of(context, type, sent, member, details).toString());
                } catch (AwsException e) {
                    log.warn("event destination {} of {}: {}", destination.name(), set.name(), e.getMessage());
                }
            } else {
                metrics.metric(region, "AWS/SES", type.metric(), dimensions(destination, sent), "Count")
                        .add(1);
            }
        }
    }

    /** Publishes {@code text} to a topic in the name of {@code set}; throws when the topic does not let it. */
    void tell(ConfigurationSet set, String topicArn, String text) {
        var unused = topics.publish(
                Caller.service("ses.amazonaws.com", set.arn(), context.accountId()),
                topicArn,
                new Topics.Message(Optional.of("Amazon SES Email Event Notification"), text, Map.of()));
    }

    private static Map<String, String> dimensions(EventDestination destination, MailEvent.Sent sent) {
        var tags = MailEvent.tags(sent);
        var result = new HashMap<String, String>();
        for (var dimension : destination.dimensions()) {
            var values = dimension.source().equals("MESSAGE_TAG") ? tags.get(dimension.name()) : null;
            result.put(dimension.name(), values == null ? dimension.defaultValue() : values.getFirst());
        }
        return result;
    }
}
