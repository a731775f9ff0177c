package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.w3c.dom.Element;

/** Notification configurations as programs and S3's API write them. Thread-safe. */
final class NotificationConfigurations {
    private final Buckets buckets;
    private final BucketNotifications notifications;
    private final S3Access access;

    NotificationConfigurations(Buckets buckets, BucketNotifications notifications, S3Access access) {
        this.buckets = buckets;
        this.notifications = notifications;
        this.access = access;
    }

    /** Provisions {@code aws:s3/bucketNotification:BucketNotification}. */
    Provisioned provision(Registration registration) {
        var inputs = registration.inputs();
        if (inputs.flag("eventbridge", false)) {
            throw new ProvisionException(
                    "%s: eventbridge: the local cloud has no EventBridge".formatted(inputs.owner()));
        }
        try {
            var bucket = buckets.get(inputs.string("bucket"));
            var rules = new ArrayList<Notification>();
            inputs.blocks("queues").forEach(each -> rules.add(rule(each, Notification.Kind.QUEUE, "queueArn")));
            inputs.blocks("topics").forEach(each -> rules.add(rule(each, Notification.Kind.TOPIC, "topicArn")));
            inputs.blocks("lambdaFunctions")
                    .forEach(each -> rules.add(rule(each, Notification.Kind.FUNCTION, "lambdaFunctionArn")));
            notifications.configure(bucket, rules);
            return Provisioned.running(bucket.name(), Map.of());
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }

    /** PutBucketNotificationConfiguration. */
    S3Reply put(S3Call call, Bucket bucket) throws IOException {
        access.requireBucket(call, "PutBucketNotification", bucket);
        var root = S3Xml.read(call);
        var rules = new ArrayList<Notification>();
        S3Xml.children(root, "QueueConfiguration")
                .forEach(each -> rules.add(rule(each, Notification.Kind.QUEUE, "Queue")));
        S3Xml.children(root, "TopicConfiguration")
                .forEach(each -> rules.add(rule(each, Notification.Kind.TOPIC, "Topic")));
        S3Xml.children(root, "CloudFunctionConfiguration")
                .forEach(each -> rules.add(rule(each, Notification.Kind.FUNCTION, "CloudFunction")));
        notifications.configure(bucket, rules);
        return S3Reply.empty(200, Map.of());
    }

    /** GetBucketNotificationConfiguration. */
    S3Reply get(S3Call call, Bucket bucket) {
        access.requireBucket(call, "GetBucketNotification", bucket);
        var xml = new XmlWriter().open("NotificationConfiguration", S3Xml.NAMESPACE);
        for (var rule : notifications.of(bucket)) {
            var kind =
                    switch (rule.kind()) {
                        case QUEUE -> "Queue";
                        case TOPIC -> "Topic";
                        case FUNCTION -> "CloudFunction";
                    };
            xml.open(kind + "Configuration").element("Id", rule.id()).element(kind, rule.targetArn());
            rule.events().forEach(event -> xml.element("Event", event));
            if (!rule.prefix().isEmpty() || !rule.suffix().isEmpty()) {
                xml.open("Filter").open("S3Key");
                filter(xml, "Prefix", rule.prefix());
                filter(xml, "Suffix", rule.suffix());
                xml.close("S3Key").close("Filter");
            }
            xml.close(kind + "Configuration");
        }
        return S3Reply.xml(xml.close("NotificationConfiguration"));
    }

    private static void filter(XmlWriter xml, String name, String value) {
        if (!value.isEmpty()) {
            xml.open("FilterRule").element("Name", name).element("Value", value).close("FilterRule");
        }
    }

    private static Notification rule(Inputs inputs, Notification.Kind kind, String target) {
        return new Notification(
                inputs.optionalString("id").orElseGet(() -> "tf-s3-" + UUID.randomUUID()),
                kind,
                inputs.string(target),
                inputs.strings("events"),
                inputs.optionalString("filterPrefix").orElse(""),
                inputs.optionalString("filterSuffix").orElse(""));
    }

    private static Notification rule(Element element, Notification.Kind kind, String target) {
        return new Notification(
                S3Xml.text(element, "Id").orElseGet(() -> UUID.randomUUID().toString()),
                kind,
                S3Xml.text(element, target)
                        .orElseThrow(() -> Notification.invalid("a %s is missing".formatted(target))),
                S3Xml.children(element, "Event").stream()
                        .map(Element::getTextContent)
                        .toList(),
                filter(element, "prefix"),
                filter(element, "suffix"));
    }

    private static String filter(Element configuration, String name) {
        List<Element> rules = S3Xml.children(configuration, "Filter").stream()
                .flatMap(filter -> S3Xml.children(filter, "S3Key").stream())
                .flatMap(key -> S3Xml.children(key, "FilterRule").stream())
                .toList();
        return rules.stream()
                .filter(rule ->
                        S3Xml.text(rule, "Name").filter(name::equalsIgnoreCase).isPresent())
                .flatMap(rule -> S3Xml.text(rule, "Value").stream())
                .findFirst()
                .orElse("");
    }
}
