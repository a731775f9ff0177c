package dev.quartet.local.sns;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Topics.Message;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SNS's operations that publish. Thread-safe. */
final class PublishOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_AT_ONCE = 10;
    private static final int MOST_BYTES = 262_144;

    private final Publisher publisher;

    PublishOperations(Publisher publisher) {
        this.publisher = publisher;
    }

    Map<String, JsonOperation> operations() {
        return Map.of("Publish", this::publish, "PublishBatch", this::publishBatch);
    }

    private JsonNode publish(AwsRequest request, ObjectNode input) {
        if (input.has("PhoneNumber")) {
            throw SnsErrors.invalid("PhoneNumber Reason: the local cloud sends no SMS");
        }
        var arn = WireValues.text(input, "TopicArn").orElseGet(() -> Members.required(input, "TargetArn"));
        return publish(request, arn, input);
    }

    private ObjectNode publish(AwsRequest request, String arn, JsonNode input) {
        var message = new Message(
                WireValues.text(input, "Subject"), Members.required(input, "Message"), Members.attributes(input));
        var structure = WireValues.text(input, "MessageStructure").orElse("");
        if (!structure.isEmpty() && !structure.equals("json")) {
            throw SnsErrors.invalid("MessageStructure must be json, not " + structure);
        }
        return NODES.objectNode()
                .put("MessageId", publisher.publish(request.caller(), arn, message, structure.equals("json")));
    }

    private JsonNode publishBatch(AwsRequest request, ObjectNode input) {
        var arn = Members.required(input, "TopicArn");
        publisher.require(request.caller(), "Publish", arn);
        var entries = input.path("PublishBatchRequestEntries");
        check(entries);
        var output = NODES.objectNode();
        var successful = output.putArray("Successful");
        var failed = output.putArray("Failed");
        for (var entry : entries) {
            var id = entry.path("Id").asString("");
            try {
                successful.add(publish(request, arn, entry).put("Id", id));
            } catch (AwsException e) {
                if (e.code().equals("NotFound")) {
                    throw e;
                }
                failed.addObject()
                        .put("Id", id)
                        .put("Code", e.code())
                        .put("Message", e.getMessage())
                        .put("SenderFault", e.status() < 500);
            }
        }
        return output;
    }

    private static void check(JsonNode entries) {
        if (entries.isEmpty()) {
            throw new AwsException("EmptyBatchRequest", 400, "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MOST_AT_ONCE) {
            throw new AwsException(
                    "TooManyEntriesInBatchRequest", 400, "The batch request contains more entries than permissible.");
        }
        var ids = new HashSet<String>();
        int bytes = 0;
        for (var entry : entries) {
            if (!ids.add(entry.path("Id").asString(""))) {
                throw new AwsException(
                        "BatchEntryIdsNotDistinct", 400, "Two or more batch entries in the request have the same Id.");
            }
            bytes += Publisher.size(
                    new Message(Optional.empty(), entry.path("Message").asString(""), Members.attributes(entry)));
        }
        if (bytes > MOST_BYTES) {
            throw new AwsException(
                    "BatchRequestTooLong",
                    400,
                    "The length of all the batch messages put together is more than the limit.");
        }
    }
}
