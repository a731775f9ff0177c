package dev.quartet.local.sns;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A topic with its subscriptions and its metrics. Thread-safe. */
final class Topic {
    private final Arn arn;
    private final Map<String, String> attributes = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    final Metric published;
    final Metric publishSize;
    final Metric delivered;
    final Metric failed;
    final Metric filtered;
    final Metric redriven;

    Topic(Arn arn, Map<String, String> attributes, Metrics metrics) {
        this.arn = arn;
        this.attributes.putAll(attributes);
        var dimensions = Map.of("TopicName", arn.resource());
        var of = new Object() {
            Metric named(String name, String unit) {
                return metrics.metric(arn.region(), "AWS/SNS", name, dimensions, unit);
            }
        };
        published = of.named("NumberOfMessagesPublished", "Count");
        publishSize = of.named("PublishSize", "Bytes");
        delivered = of.named("NumberOfNotificationsDelivered", "Count");
        failed = of.named("NumberOfNotificationsFailed", "Count");
        filtered = of.named("NumberOfNotificationsFilteredOut", "Count");
        redriven = of.named("NumberOfNotificationsRedrivenToDlq", "Count");
    }

    Arn arn() {
        return arn;
    }

    String name() {
        return arn.resource();
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Map<String, String> tags() {
        return tags;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    Optional<String> policy() {
        return Optional.ofNullable(attributes.get("Policy"));
    }

    String displayName() {
        return attributes.getOrDefault("DisplayName", "");
    }

    /** Returns if the key is AWS's own, by which the messages of services get lost. */
    boolean encryptedByAwsManagedKey() {
        return attributes.getOrDefault("KmsMasterKeyId", "").contains("alias/aws/");
    }
}
