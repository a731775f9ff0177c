package dev.quartet.local.sns;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SNS's operations on topics. Thread-safe. */
final class TopicOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TopicRegistry registry;
    private final Publisher access;

    TopicOperations(TopicRegistry registry, Publisher access) {
        this.registry = registry;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "CreateTopic", this::create,
                "DeleteTopic", this::delete,
                "ListTopics", this::list,
                "GetTopicAttributes", this::attributes,
                "SetTopicAttributes", this::setAttributes,
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::tags);
    }

    private JsonNode create(AwsRequest request, ObjectNode input) {
        var name = Members.required(input, "Name");
        access.require(
                request.caller(),
                "CreateTopic",
                registry.arn(request.region(), name).toString());
        var topic = registry.create(request.region(), name, Members.map(input, "Attributes"), Members.tags(input));
        return NODES.objectNode().put("TopicArn", topic.arn().toString());
    }

    private JsonNode delete(AwsRequest request, ObjectNode input) {
        var arn = Members.required(input, "TopicArn");
        access.require(request.caller(), "DeleteTopic", arn);
        registry.delete(arn);
        return NODES.objectNode();
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        access.require(
                request.caller(),
                "ListTopics",
                registry.arn(request.region(), "*").toString());
        return Members.page(
                input,
                "Topics",
                registry.list(request.region()),
                (node, topic) -> node.put("TopicArn", topic.arn().toString()));
    }

    private Topic topic(AwsRequest request, ObjectNode input, String member, String action) {
        var arn = Members.required(input, member);
        access.require(request.caller(), action, arn);
        return registry.require(arn);
    }

    private JsonNode attributes(AwsRequest request, ObjectNode input) {
        var topic = topic(request, input, "TopicArn", "GetTopicAttributes");
        var all = new TreeMap<>(topic.attributes());
        all.putIfAbsent("DisplayName", "");
        all.putIfAbsent("Policy", TopicResources.defaultPolicy(topic));
        all.put("TopicArn", topic.arn().toString());
        all.put("Owner", topic.arn().account());
        var pending =
                topic.subscriptions().stream().filter(Subscription::pending).count();
        all.put("SubscriptionsPending", Long.toString(pending));
        all.put("SubscriptionsConfirmed", Long.toString(topic.subscriptions().size() - pending));
        all.put("SubscriptionsDeleted", "0");
        var output = NODES.objectNode();
        var attributes = output.putObject("Attributes");
        all.forEach(attributes::put);
        return output;
    }

    private JsonNode setAttributes(AwsRequest request, ObjectNode input) {
        var topic = topic(request, input, "TopicArn", "SetTopicAttributes");
        registry.set(
                topic,
                Members.required(input, "AttributeName"),
                WireValues.text(input, "AttributeValue").orElse(""));
        return NODES.objectNode();
    }

    private JsonNode tag(AwsRequest request, ObjectNode input) {
        topic(request, input, "ResourceArn", "TagResource").tags().putAll(Members.tags(input));
        return NODES.objectNode();
    }

    private JsonNode untag(AwsRequest request, ObjectNode input) {
        var tags = topic(request, input, "ResourceArn", "UntagResource").tags();
        input.path("TagKeys").forEach(key -> tags.remove(key.asString("")));
        return NODES.objectNode();
    }

    private JsonNode tags(AwsRequest request, ObjectNode input) {
        var topic = topic(request, input, "ResourceArn", "ListTagsForResource");
        var output = NODES.objectNode();
        var tags = output.putArray("Tags");
        new TreeMap<>(topic.tags())
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return output;
    }
}
