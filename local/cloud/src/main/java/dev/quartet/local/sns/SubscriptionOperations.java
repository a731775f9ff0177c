package dev.quartet.local.sns;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SNS's operations on subscriptions. Thread-safe. */
final class SubscriptionOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TopicRegistry registry;
    private final Publisher access;

    SubscriptionOperations(TopicRegistry registry, Publisher access) {
        this.registry = registry;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "Subscribe", this::subscribe,
                "Unsubscribe", this::unsubscribe,
                "ListSubscriptions", this::list,
                "ListSubscriptionsByTopic", this::listByTopic,
                "GetSubscriptionAttributes", this::attributes,
                "SetSubscriptionAttributes", this::setAttributes,
                "ConfirmSubscription", this::confirm);
    }

    /** Returns a subscription's attributes by SNS's names. */
    static Map<String, String> describe(Subscription subscription) {
        var result = new TreeMap<String, String>();
        result.put("RawMessageDelivery", Boolean.toString(subscription.raw()));
        subscription.filter().ifPresent(filter -> {
            result.put("FilterPolicy", filter.toString());
            result.put("FilterPolicyScope", subscription.filterScope());
        });
        subscription.redrivePolicy().ifPresent(policy -> result.put("RedrivePolicy", policy));
        return result;
    }

    private JsonNode subscribe(AwsRequest request, ObjectNode input) {
        var arn = Members.required(input, "TopicArn");
        access.require(request.caller(), "Subscribe", arn);
        var subscription = registry.subscribe(
                registry.require(arn),
                Members.required(input, "Protocol"),
                Members.required(input, "Endpoint"),
                Members.map(input, "Attributes"));
        var shown = subscription.pending() && !WireValues.flag(input, "ReturnSubscriptionArn", false)
                ? "pending confirmation"
                : subscription.arn();
        return NODES.objectNode().put("SubscriptionArn", shown);
    }

    private Subscription subscription(AwsRequest request, ObjectNode input, String action) {
        var arn = Members.required(input, "SubscriptionArn");
        access.require(request.caller(), action, arn.substring(0, Math.max(0, arn.lastIndexOf(':'))));
        return registry.subscription(arn).orElseThrow(() -> SnsErrors.notFound("Subscription"));
    }

    private JsonNode unsubscribe(AwsRequest request, ObjectNode input) {
        registry.unsubscribe(subscription(request, input, "Unsubscribe"));
        return NODES.objectNode();
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        access.require(
                request.caller(),
                "ListSubscriptions",
                registry.arn(request.region(), "*").toString());
        return page(
                input,
                registry.list(request.region()).stream()
                        .flatMap(topic -> topic.subscriptions().stream())
                        .toList());
    }

    private JsonNode listByTopic(AwsRequest request, ObjectNode input) {
        var arn = Members.required(input, "TopicArn");
        access.require(request.caller(), "ListSubscriptionsByTopic", arn);
        return page(input, registry.require(arn).subscriptions());
    }

    private JsonNode page(ObjectNode input, List<Subscription> all) {
        return Members.page(input, "Subscriptions", all, (node, subscription) -> node.put(
                        "SubscriptionArn", subscription.pending() ? "PendingConfirmation" : subscription.arn())
                .put("Owner", registry.context().accountId())
                .put("Protocol", subscription.protocol())
                .put("Endpoint", subscription.endpoint())
                .put("TopicArn", subscription.topicArn()));
    }

    private JsonNode attributes(AwsRequest request, ObjectNode input) {
        var subscription = subscription(request, input, "GetSubscriptionAttributes");
        var output = NODES.objectNode();
        var attributes = output.putObject("Attributes");
        describe(subscription).forEach(attributes::put);
        attributes
                .put("SubscriptionArn", subscription.arn())
                .put("TopicArn", subscription.topicArn())
                .put("Owner", registry.context().accountId())
                .put("Protocol", subscription.protocol())
                .put("Endpoint", subscription.endpoint())
                .put("PendingConfirmation", Boolean.toString(subscription.pending()))
                .put("ConfirmationWasAuthenticated", Boolean.toString(!subscription.pending()));
        return output;
    }

    private JsonNode setAttributes(AwsRequest request, ObjectNode input) {
        var subscription = subscription(request, input, "SetSubscriptionAttributes");
        var attributes = describe(subscription);
        attributes.put(
                Members.required(input, "AttributeName"),
                WireValues.text(input, "AttributeValue").orElse(""));
        registry.configure(subscription, attributes);
        return NODES.objectNode();
    }

    private JsonNode confirm(AwsRequest request, ObjectNode input) {
        throw new AwsException(
                "InvalidParameter",
                400,
                "Invalid parameter: Token: in the local cloud queues and functions need no confirmation, and e-mail gets none");
    }
}
