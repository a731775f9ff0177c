package dev.quartet.local.sns;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** All topics of all regions, and their subscriptions. Thread-safe. */
final class TopicRegistry {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Set<String> ATTRIBUTES = Set.of(
            "ContentBasedDeduplication",
            "DeliveryPolicy",
            "DisplayName",
            "FifoTopic",
            "KmsMasterKeyId",
            "Policy",
            "SignatureVersion",
            "TracingConfig");

    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final CloudContext context;
    private final Authorizer authorizer;
    private final Metrics metrics;
    private final SubscriptionSettings settings;

    TopicRegistry(CloudContext context, Authorizer authorizer, Metrics metrics, SubscriptionSettings settings) {
        this.context = context;
        this.authorizer = authorizer;
        this.metrics = metrics;
        this.settings = settings;
    }

    CloudContext context() {
        return context;
    }

    Arn arn(String region, String name) {
        return Arn.of("sns", region, context.accountId(), name);
    }

    /** Creates a topic; of an existing one the attributes are set. */
    Topic create(String region, String name, Map<String, String> attributes, Map<String, String> tags) {
        if (name.endsWith(".fifo") || "true".equals(attributes.get("FifoTopic"))) {
            throw SnsErrors.invalid("Topic Name: the local cloud does not emulate FIFO topics, such as " + name);
        }
        if (!NAME.matcher(name).matches()) {
            throw SnsErrors.invalid("Topic Name: '%s' must match %s".formatted(name, NAME.pattern()));
        }
        attributes.forEach((attribute, value) -> check(name, attribute, value));
        var topic = topics.computeIfAbsent(
                arn(region, name).toString(), arn -> new Topic(Arn.parse(arn), attributes, metrics));
        topic.attributes().putAll(attributes);
        topic.tags().putAll(tags);
        return topic;
    }

    void set(Topic topic, String attribute, String value) {
        check(topic.name(), attribute, value);
        if (value.isEmpty()) {
            topic.attributes().remove(attribute);
        } else {
            topic.attributes().put(attribute, value);
        }
    }

    private void check(String name, String attribute, String value) {
        if (!ATTRIBUTES.contains(attribute)) {
            throw SnsErrors.invalid("AttributeName: " + attribute);
        }
        if (attribute.equals("Policy") && !value.isEmpty()) {
            authorizer.validateResourcePolicy("SNS topic " + name, value);
        }
    }

    void delete(String arn) {
        topics.remove(arn);
    }

    Optional<Topic> find(String arn) {
        return Optional.ofNullable(topics.get(arn));
    }

    Topic require(String arn) {
        return find(arn).orElseThrow(() -> SnsErrors.notFound("Topic"));
    }

    List<Topic> list(String region) {
        return topics.values().stream()
                .filter(topic -> topic.arn().region().equals(region))
                .sorted(Comparator.comparing(Topic::name))
                .toList();
    }

    /** Subscribes; whoever is subscribed already keeps the subscription that he has. */
    Subscription subscribe(Topic topic, String protocol, String endpoint, Map<String, String> attributes) {
        synchronized (topic) {
            var existing = topic.subscriptions().stream()
                    .filter(subscription -> subscription.protocol().equals(protocol)
                            && subscription.endpoint().equals(endpoint))
                    .findFirst();
            if (existing.isPresent()) {
                return existing.get();
            }
            var subscription = settings.subscription(
                    topic.arn() + ":" + UUID.randomUUID(), topic.arn().toString(), protocol, endpoint, attributes);
            topic.subscriptions().add(subscription);
            return subscription;
        }
    }

    Optional<Subscription> subscription(String arn) {
        return find(topicOf(arn)).flatMap(topic -> topic.subscriptions().stream()
                .filter(subscription -> subscription.arn().equals(arn))
                .findFirst());
    }

    void unsubscribe(Subscription subscription) {
        find(subscription.topicArn()).ifPresent(topic -> topic.subscriptions().remove(subscription));
    }

    /** Replaces a subscription by one of other attributes. */
    void configure(Subscription subscription, Map<String, String> attributes) {
        var topic = require(subscription.topicArn());
        synchronized (topic) {
            var changed = settings.subscription(
                    subscription.arn(),
                    subscription.topicArn(),
                    subscription.protocol(),
                    subscription.endpoint(),
                    attributes);
            topic.subscriptions().replaceAll(other -> other.arn().equals(subscription.arn()) ? changed : other);
        }
    }

    private static String topicOf(String subscriptionArn) {
        return subscriptionArn.substring(0, Math.max(0, subscriptionArn.lastIndexOf(':')));
    }
}
