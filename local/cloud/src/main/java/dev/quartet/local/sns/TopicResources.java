package dev.quartet.local.sns;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The program's topics, their policies and subscriptions. Thread-safe. */
final class TopicResources implements ResourceModule {
    private static final Map<String, String> TOPIC_ATTRIBUTES = Map.of(
            "deliveryPolicy", "DeliveryPolicy",
            "displayName", "DisplayName",
            "fifoTopic", "FifoTopic",
            "kmsMasterKeyId", "KmsMasterKeyId",
            "policy", "Policy",
            "tracingConfig", "TracingConfig");
    private static final Map<String, String> SUBSCRIPTION_ATTRIBUTES = Map.of(
            "deliveryPolicy", "DeliveryPolicy",
            "filterPolicy", "FilterPolicy",
            "filterPolicyScope", "FilterPolicyScope",
            "rawMessageDelivery", "RawMessageDelivery",
            "redrivePolicy", "RedrivePolicy");

    private final TopicRegistry registry;

    TopicResources(TopicRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:sns/topic:Topic", this::topic)
                .resource("aws:sns/topicPolicy:TopicPolicy", this::topicPolicy)
                .resource("aws:sns/topicSubscription:TopicSubscription", this::subscription);
    }

    /** Returns the policy that SNS gives a topic: its owner may do all. */
    static String defaultPolicy(Topic topic) {
        return """
                {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",\
                "Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",\
                "SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",\
                "SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"%s",\
                "Condition":{"StringEquals":{"AWS:SourceOwner":"%s"}}}]}""".formatted(topic.arn(), topic.arn().account());
    }

    private Provisioned topic(Registration registration) {
        var inputs = registration.inputs();
        var attributes = attributes(inputs, TOPIC_ATTRIBUTES);
        attributes.values().removeIf(value -> value.equals("false"));
        var topic = refused(
                inputs,
                () -> registry.create(
                        registration.region(), registration.physicalName("name"), attributes, inputs.texts("tags")));
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", topic.arn().toString());
        outputs.put("name", topic.name());
        outputs.put("owner", topic.arn().account());
        outputs.put("policy", topic.policy().orElseGet(() -> defaultPolicy(topic)));
        outputs.put("displayName", topic.displayName());
        outputs.put("fifoTopic", false);
        outputs.put("signatureVersion", 1);
        outputs.put("tracingConfig", topic.attributes().getOrDefault("TracingConfig", "PassThrough"));
        return Provisioned.running(topic.arn().toString(), outputs);
    }

    private Provisioned topicPolicy(Registration registration) {
        var inputs = registration.inputs();
        var arn = inputs.string("arn");
        return refused(inputs, () -> {
            registry.set(registry.require(arn), "Policy", inputs.string("policy"));
            return Provisioned.running(arn, Map.of("owner", registry.context().accountId(), "arn", arn));
        });
    }

    private Provisioned subscription(Registration registration) {
        var inputs = registration.inputs();
        var subscription = refused(
                inputs,
                () -> registry.subscribe(
                        registry.require(inputs.string("topic")),
                        inputs.string("protocol"),
                        inputs.string("endpoint"),
                        attributes(inputs, SUBSCRIPTION_ATTRIBUTES)));
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", subscription.arn());
        outputs.put("ownerId", registry.context().accountId());
        outputs.put("pendingConfirmation", subscription.pending());
        outputs.put("confirmationWasAuthenticated", !subscription.pending());
        outputs.put("filterPolicyScope", subscription.filterScope());
        outputs.put("rawMessageDelivery", subscription.raw());
        return Provisioned.running(subscription.arn(), outputs);
    }

    private static Map<String, String> attributes(Inputs inputs, Map<String, String> names) {
        var result = new HashMap<String, String>();
        names.forEach((argument, attribute) -> {
            if (inputs.has(argument)) {
                result.put(attribute, String.valueOf(inputs.asMap().get(argument)));
            }
        });
        return result;
    }

    private static <T> T refused(Inputs inputs, Supplier<T> action) {
        try {
            return action.get();
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }
}
