package dev.quartet.local.sns;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks and publishes messages. See <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 * Thread-safe.
 */
final class Publisher implements Topics {
    private static final int MOST_BYTES = 262_144;
    private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";

    private final TopicRegistry registry;
    private final Authorizer authorizer;
    private final Courier courier;

    Publisher(TopicRegistry registry, Authorizer authorizer, Courier courier) {
        this.registry = registry;
        this.authorizer = authorizer;
        this.courier = courier;
    }

    @Override
    public String publish(Caller caller, String topicArn, Message message) {
        return publish(caller, topicArn, message, false);
    }

    /** Publishes; with {@code perProtocol} the body is {@code {"default": …, "sqs": …}}. */
    String publish(Caller caller, String topicArn, Message message, boolean perProtocol) {
        require(caller, "Publish", topicArn);
        var topic = registry.require(topicArn);
        var bodies = perProtocol ? Optional.of(bodies(message.body())) : Optional.<JsonNode>empty();
        check(message);
        var id = UUID.randomUUID().toString();
        var at = registry.context().clock().instant();
        topic.published.add(1);
        topic.publishSize.add(size(message));
        for (var subscription : topic.subscriptions()) {
            var accepted = subscription
                    .filter()
                    .map(filter -> filter.accepts(message.body(), message.attributes()))
                    .orElse(true);
            if (accepted) {
                var body = bodies.map(each -> each.path(subscription.protocol())
                                .asString(each.path("default").asString("")))
                        .orElse(message.body());
                courier.deliver(topic, subscription, new Envelope(id, topicArn, at, message, body));
            } else {
                topic.filtered.add(1);
            }
        }
        return id;
    }

    /** Returns when {@code caller} may do {@code action}; throws {@code AuthorizationError}. */
    void require(Caller caller, String action, String topicArn) {
        var topic = registry.find(topicArn);
        var policy = topic.flatMap(Topic::policy);
        // The policy that a topic has from the start lets the account's own alarms publish.
        var byDefault =
                topic.isPresent() && policy.isEmpty() && caller.service().equals(Optional.of(CLOUDWATCH));
        if (!byDefault) {
            try {
                authorizer.require(new AccessRequest(caller, "sns:" + action, topicArn, Map.of(), policy));
            } catch (AwsException e) {
                throw e.code().equals("AccessDeniedException")
                        ? new AwsException("AuthorizationError", 403, e.getMessage())
                        : e;
            }
        }
        if (caller.kind() == Caller.Kind.SERVICE
                && topic.filter(Topic::encryptedByAwsManagedKey).isPresent()) {
            throw new AwsException(
                    "KMSAccessDenied",
                    400,
                    "%s may not use the key alias/aws/sns of %s: on AWS its messages get lost without a word"
                            .formatted(caller.arn(), topicArn));
        }
    }

    private static void check(Message message) {
        if (message.body().isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        message.subject().ifPresent(subject -> {
            if (subject.isEmpty() || subject.length() > 100 || !subject.matches("[\\x20-\\x7E]+")) {
                throw SnsErrors.invalid("Subject must be 1 to 100 ASCII characters without line breaks");
            }
        });
        message.attributes().forEach((name, attribute) -> {
            if (attribute.value().isEmpty()) {
                throw new AwsException(
                        "ParameterValueInvalid",
                        400,
                        "The message attribute '%s' must contain non-empty message attribute value.".formatted(name));
            }
        });
        if (size(message) > MOST_BYTES) {
            throw SnsErrors.invalid("Message too long");
        }
    }

    /** Returns what SNS counts against its limit of 256 kB: the body and the attributes, in bytes. */
    static int size(Message message) {
        int size = message.body().getBytes(StandardCharsets.UTF_8).length;
        for (var entry : message.attributes().entrySet()) {
            size += entry.getKey().length()
                    + entry.getValue().dataType().length()
                    + entry.getValue().value().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private static JsonNode bodies(String json) {
        try {
            var node = JsonMapper.shared().readTree(json);
            if (node.path("default").isString()) {
                return node;
            }
        } catch (JacksonException e) {
            throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
        }
        throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
    }
}
