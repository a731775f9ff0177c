package dev.quartet.local.sns;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Queues;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Checks a subscription as SNS does when it is made or changed. Thread-safe. */
final class SubscriptionSettings {
    private static final Set<String> KNOWN =
            Set.of("FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "DeliveryPolicy");

    private final Queues queues;

    SubscriptionSettings(Queues queues) {
        this.queues = queues;
    }

    /** Returns a subscription of {@code topicArn}; {@code attributes} by SNS's names. */
    Subscription subscription(
            String arn, String topicArn, String protocol, String endpoint, Map<String, String> attributes) {
        switch (protocol) {
            case "sqs" -> {
                service(endpoint, "sqs");
                if (queues.find(endpoint).filter(Queues.Queue::fifo).isPresent()) {
                    throw SnsErrors.invalid(
                            "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
                }
            }
            case "lambda" -> service(endpoint, "lambda");
            case "email", "email-json" -> {
                if (!endpoint.contains("@")) {
                    throw SnsErrors.invalid("Email address: " + endpoint);
                }
            }
            default ->
                throw SnsErrors.invalid("Protocol: the local cloud delivers to sqs, lambda and email, not to %s (%s)"
                        .formatted(protocol, endpoint));
        }
        attributes.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw SnsErrors.invalid("AttributeName: " + name);
                });
        var scope = attributes.getOrDefault("FilterPolicyScope", "MessageAttributes");
        var raw = Boolean.parseBoolean(attributes.getOrDefault("RawMessageDelivery", "false"));
        if (raw && !protocol.equals("sqs")) {
            throw SnsErrors.invalid(
                    "Attributes Reason: RawMessageDelivery: Delivery protocol [%s] does not support raw message delivery."
                            .formatted(protocol));
        }
        var redrive = value(attributes, "RedrivePolicy");
        redrive.ifPresent(this::requireDeadLetterQueue);
        return new Subscription(
                arn,
                topicArn,
                protocol,
                endpoint,
                value(attributes, "FilterPolicy")
                        .filter(policy -> !policy.equals("{}"))
                        .map(policy -> FilterPolicy.parse(policy, scope)),
                scope,
                raw,
                redrive);
    }

    private static Optional<String> value(Map<String, String> attributes, String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isEmpty());
    }

    private static void service(String endpoint, String service) {
        try {
            if (Arn.parse(endpoint).service().equals(service)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("%s endpoint ARN: %s".formatted(service, endpoint));
        }
        throw SnsErrors.invalid("%s endpoint ARN: %s".formatted(service, endpoint));
    }

    private void requireDeadLetterQueue(String policy) {
        var target = deadLetterQueue(policy);
        if (target.isEmpty() || queues.find(target).isEmpty()) {
            throw SnsErrors.invalid(
                    "RedrivePolicy: deadLetterTargetArn must be the ARN of an SQS queue that exists, not "
                            + (target.isEmpty() ? policy : target));
        }
    }

    /** Returns the target's ARN, empty when there is none. */
    static String deadLetterQueue(String policy) {
        try {
            return JsonMapper.shared()
                    .readTree(policy)
                    .path("deadLetterTargetArn")
                    .asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
