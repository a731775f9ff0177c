package dev.quartet.local.sqs;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.core.Queues.Outgoing;
import dev.quartet.local.core.Queues.Received;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SQS's operations on messages. Thread-safe. */
final class MessageOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_AT_ONCE = 10;
    private static final int LONGEST_VISIBILITY = 43_200;
    private static final int LONGEST_DELAY = 900;
    private static final int LONGEST_WAIT = 20;

    private final QueueRegistry registry;
    private final Access access;
    private final MessageSender sender;

    MessageOperations(QueueRegistry registry, Access access, MessageSender sender) {
        this.registry = registry;
        this.access = access;
        this.sender = sender;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "SendMessage", this::send,
                "SendMessageBatch", this::sendBatch,
                "ReceiveMessage", this::receive,
                "DeleteMessage", this::delete,
                "DeleteMessageBatch", this::deleteBatch,
                "ChangeMessageVisibility", this::changeVisibility,
                "ChangeMessageVisibilityBatch", this::changeVisibilityBatch);
    }

    private Queue queue(AwsRequest request, ObjectNode input, String action) {
        return QueueOperations.queue(registry, access, request, input, action);
    }

    private JsonNode send(AwsRequest request, ObjectNode input) {
        return send(request, queue(request, input, "SendMessage"), input);
    }

    private ObjectNode send(AwsRequest request, Queue queue, JsonNode input) {
        var message = outgoing(input);
        var system = Members.attributes(input, "MessageSystemAttributes");
        var delay = Members.seconds(input, "DelaySeconds", LONGEST_DELAY);
        var sent = sender.send(request.caller(), queue, message, systemTexts(system), delay);
        var output = NODES.objectNode()
                .put("MessageId", sent.messageId())
                .put("MD5OfMessageBody", MessageDigests.md5(message.body()));
        if (!message.attributes().isEmpty()) {
            output.put("MD5OfMessageAttributes", MessageDigests.md5(message.attributes()));
        }
        if (!system.isEmpty()) {
            output.put("MD5OfMessageSystemAttributes", MessageDigests.md5(system));
        }
        sent.sequenceNumber().ifPresent(number -> output.put("SequenceNumber", number));
        return output;
    }

    private static Outgoing outgoing(JsonNode input) {
        return new Outgoing(
                Members.required(input, "MessageBody"),
                Members.attributes(input, "MessageAttributes"),
                WireValues.text(input, "MessageGroupId"),
                WireValues.text(input, "MessageDeduplicationId"));
    }

    private static Map<String, String> systemTexts(Map<String, MessageAttribute> system) {
        var result = new HashMap<String, String>();
        system.forEach((name, attribute) -> {
            if (!name.equals("AWSTraceHeader")) {
                throw SqsErrors.invalid("MessageSystemAttributes", name, "Only AWSTraceHeader can be sent.");
            }
            result.put(name, attribute.value());
        });
        return result;
    }

    private JsonNode sendBatch(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "SendMessage");
        int bytes = 0;
        for (var entry : input.path("Entries")) {
            bytes += MessageDigests.size(
                    entry.path("MessageBody").asString(""), Members.attributes(entry, "MessageAttributes"));
        }
        var most = queue.attributes().maximumMessageSize();
        if (bytes > most) {
            throw SqsErrors.own(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than %d bytes. You have sent %d bytes.".formatted(most, bytes));
        }
        return Batch.run(input, entry -> send(request, queue, entry));
    }

    private JsonNode receive(AwsRequest request, ObjectNode input) throws InterruptedException {
        var queue = queue(request, input, "ReceiveMessage");
        var most = WireValues.integer(input, "MaxNumberOfMessages").orElse(1);
        if (most < 1 || most > MOST_AT_ONCE) {
            throw SqsErrors.invalid("MaxNumberOfMessages", most, "Must be between 1 and 10, if provided.");
        }
        var visibility = Members.seconds(input, "VisibilityTimeout", LONGEST_VISIBILITY)
                .orElse(queue.attributes().visibilityTimeout());
        var wait = Members.seconds(input, "WaitTimeSeconds", LONGEST_WAIT)
                .orElse(queue.attributes().receiveWait());
        var system = new java.util.ArrayList<>(Members.texts(input, "MessageSystemAttributeNames"));
        system.addAll(Members.texts(input, "AttributeNames"));
        var names = Members.texts(input, "MessageAttributeNames");
        var output = NODES.objectNode();
        var deliveries = queue.messages().receive(most, visibility, wait, dead -> registry.giveUp(queue, dead));
        if (!deliveries.isEmpty()) {
            var messages = output.putArray("Messages");
            deliveries.forEach(delivery -> messages.add(json(Sqs.received(delivery), system, names)));
        }
        return output;
    }

    private static ObjectNode json(Received message, List<String> system, List<String> names) {
        var output = NODES.objectNode()
                .put("MessageId", message.messageId())
                .put("ReceiptHandle", message.receiptHandle())
                .put("MD5OfBody", message.md5OfBody())
                .put("Body", message.body());
        var own = NODES.objectNode();
        new TreeMap<>(message.attributes()).forEach((name, value) -> {
            if (system.contains("All") || system.contains(name)) {
                own.put(name, value);
            }
        });
        if (!own.isEmpty()) {
            output.set("Attributes", own);
        }
        var wanted = new TreeMap<>(message.messageAttributes());
        wanted.keySet().removeIf(name -> names.stream().noneMatch(pattern -> matches(pattern, name)));
        if (!wanted.isEmpty()) {
            Members.write(output.putObject("MessageAttributes"), wanted);
            output.put("MD5OfMessageAttributes", MessageDigests.md5(wanted));
        }
        return output;
    }

    /** {@code All}, {@code .*}, {@code prefix.*} or a name. */
    private static boolean matches(String pattern, String name) {
        return pattern.equals("All")
                || pattern.equals(name)
                || (pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 2)));
    }

    private JsonNode delete(AwsRequest request, ObjectNode input) {
        queue(request, input, "DeleteMessage").messages().delete(Members.required(input, "ReceiptHandle"));
        return NODES.objectNode();
    }

    private JsonNode deleteBatch(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "DeleteMessage");
        return Batch.run(input, entry -> {
            queue.messages().delete(Members.required(entry, "ReceiptHandle"));
            return NODES.objectNode();
        });
    }

    private JsonNode changeVisibility(AwsRequest request, ObjectNode input) {
        changeVisibility(queue(request, input, "ChangeMessageVisibility"), input);
        return NODES.objectNode();
    }

    private JsonNode changeVisibilityBatch(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "ChangeMessageVisibility");
        return Batch.run(input, entry -> {
            changeVisibility(queue, entry);
            return NODES.objectNode();
        });
    }

    private static void changeVisibility(Queue queue, JsonNode input) {
        Duration timeout = Members.seconds(input, "VisibilityTimeout", LONGEST_VISIBILITY)
                .orElseThrow(() -> SqsErrors.missing("VisibilityTimeout"));
        queue.messages().changeVisibility(Members.required(input, "ReceiptHandle"), timeout);
    }
}
