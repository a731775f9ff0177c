package dev.quartet.local.sns;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Topics.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published message as SNS wraps it for queues and functions. See <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS</a>. Immutable.
 *
 * @param body of this protocol
 */
record Envelope(String messageId, String topicArn, Instant at, Message message, String body) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Returns the JSON that a queue gets. */
    String forQueue(CloudContext context, Subscription subscription) {
        return notification(context, subscription, "URL").toString();
    }

    /** Returns the event that a function gets. */
    byte[] forFunction(CloudContext context, Subscription subscription) {
        var event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn())
                .set("Sns", notification(context, subscription, "Url"));
        return JSON.writeValueAsBytes(event);
    }

    /** The two forms spell the members that hold addresses differently. */
    private ObjectNode notification(CloudContext context, Subscription subscription, String url) {
        var node = JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", messageId)
                .put("TopicArn", topicArn);
        if (message.subject().isPresent()) {
            node.put("Subject", message.subject().get());
        } else if (url.equals("Url")) {
            node.putNull("Subject");
        }
        node.put("Message", body)
                .put("Timestamp", MILLIS.format(at))
                .put("SignatureVersion", "1")
                // AWS signs with a key of its own; nobody could check another's.
                .put("Signature", "")
                .put("SigningCert" + url, "")
                .put(
                        "Unsubscribe" + url,
                        context.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!message.attributes().isEmpty() || url.equals("Url")) {
            var attributes = node.putObject("MessageAttributes");
            new TreeMap<>(message.attributes()).forEach((name, attribute) -> attributes
                    .putObject(name)
                    .put("Type", attribute.dataType())
                    .put("Value", attribute.value()));
        }
        return node;
    }
}
