package dev.quartet.local.sqs;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SQS's operations on queues. Thread-safe. */
final class QueueOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PAGE = 1000;

    private final QueueRegistry registry;
    private final Access access;

    QueueOperations(QueueRegistry registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.ofEntries(
                Map.entry("CreateQueue", this::create),
                Map.entry("DeleteQueue", this::delete),
                Map.entry("GetQueueUrl", this::url),
                Map.entry("ListQueues", this::list),
                Map.entry("ListDeadLetterSourceQueues", this::sources),
                Map.entry("GetQueueAttributes", this::attributes),
                Map.entry("SetQueueAttributes", this::setAttributes),
                Map.entry("PurgeQueue", this::purge),
                Map.entry("TagQueue", this::tag),
                Map.entry("UntagQueue", this::untag),
                Map.entry("ListQueueTags", this::tags));
    }

    /** Returns the queue that {@code QueueUrl} names, once the caller may do {@code action} on it. */
    static Queue queue(QueueRegistry registry, Access access, AwsRequest request, JsonNode input, String action) {
        var url = Members.required(input, "QueueUrl");
        var arn = registry.arn(request.region(), url.substring(url.lastIndexOf('/') + 1))
                .toString();
        var queue = registry.find(arn);
        access.require(request.caller(), action, arn, queue.map(Queue::attributes));
        return queue.orElseThrow(SqsErrors::noQueue);
    }

    private Queue queue(AwsRequest request, JsonNode input, String action) {
        return queue(registry, access, request, input, action);
    }

    private JsonNode create(AwsRequest request, ObjectNode input) {
        var name = Members.required(input, "QueueName");
        var arn = registry.arn(request.region(), name).toString();
        access.require(request.caller(), "CreateQueue", arn, Optional.empty());
        var queue =
                registry.create(request.region(), name, Members.map(input, "Attributes"), Members.map(input, "tags"));
        return NODES.objectNode().put("QueueUrl", queue.url());
    }

    private JsonNode delete(AwsRequest request, ObjectNode input) {
        registry.delete(queue(request, input, "DeleteQueue"));
        return NODES.objectNode();
    }

    private JsonNode url(AwsRequest request, ObjectNode input) {
        var name = Members.required(input, "QueueName");
        var arn = registry.arn(request.region(), name).toString();
        var queue = registry.find(arn);
        access.require(request.caller(), "GetQueueUrl", arn, queue.map(Queue::attributes));
        return NODES.objectNode()
                .put("QueueUrl", queue.orElseThrow(SqsErrors::noQueue).url());
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        access.require(
                request.caller(),
                "ListQueues",
                registry.arn(request.region(), "*").toString(),
                Optional.empty());
        var prefix = WireValues.text(input, "QueueNamePrefix").orElse("");
        return page(input, "QueueUrls", registry.list(request.region()).stream().filter(queue -> queue.name()
                .startsWith(prefix)));
    }

    private JsonNode sources(AwsRequest request, ObjectNode input) {
        var target = queue(request, input, "ListDeadLetterSourceQueues").arn().toString();
        return page(
                input, "queueUrls", registry.list(request.region()).stream().filter(queue -> queue.redrivesTo(target)));
    }

    private static JsonNode page(ObjectNode input, String member, Stream<Queue> queues) {
        var size = Math.clamp(WireValues.integer(input, "MaxResults").orElse(PAGE), 1, PAGE);
        var after = WireValues.text(input, "NextToken").orElse("");
        var rest = queues.filter(queue -> queue.name().compareTo(after) > 0).toList();
        var output = NODES.objectNode();
        var urls = output.putArray(member);
        rest.stream().limit(size).forEach(queue -> urls.add(queue.url()));
        if (rest.size() > size) {
            output.put("NextToken", rest.get(size - 1).name());
        }
        return output;
    }

    private JsonNode attributes(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "GetQueueAttributes");
        var all = describe(queue);
        var wanted = Members.texts(input, "AttributeNames");
        var output = NODES.objectNode();
        if (wanted.isEmpty()) {
            return output;
        }
        var values = output.putObject("Attributes");
        all.forEach((name, value) -> {
            if (wanted.contains("All") || wanted.contains(name)) {
                values.put(name, value);
            }
        });
        return output;
    }

    private static Map<String, String> describe(Queue queue) {
        var counts = queue.messages().counts();
        var result = new TreeMap<>(queue.attributes().asMap());
        result.put("QueueArn", queue.arn().toString());
        result.put("ApproximateNumberOfMessages", Integer.toString(counts.visible()));
        result.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
        result.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
        result.put("CreatedTimestamp", seconds(queue.created()));
        result.put("LastModifiedTimestamp", seconds(queue.modified()));
        return result;
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private JsonNode setAttributes(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "SetQueueAttributes");
        registry.configure(queue, Members.map(input, "Attributes"));
        return NODES.objectNode();
    }

    private JsonNode purge(AwsRequest request, ObjectNode input) {
        queue(request, input, "PurgeQueue").messages().purge();
        return NODES.objectNode();
    }

    private JsonNode tag(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "TagQueue");
        var tags = new HashMap<>(queue.tags());
        tags.putAll(Members.map(input, "Tags"));
        if (tags.size() > 50) {
            throw new AwsException("InvalidParameterValue", 400, "A queue may have 50 tags at most.");
        }
        queue.tags(tags);
        return NODES.objectNode();
    }

    private JsonNode untag(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "UntagQueue");
        var tags = new HashMap<>(queue.tags());
        List.copyOf(Members.texts(input, "TagKeys")).forEach(tags::remove);
        queue.tags(tags);
        return NODES.objectNode();
    }

    private JsonNode tags(AwsRequest request, ObjectNode input) {
        var queue = queue(request, input, "ListQueueTags");
        var output = NODES.objectNode();
        var tags = output.putObject("Tags");
        queue.tags().forEach(tags::put);
        return output;
    }
}
