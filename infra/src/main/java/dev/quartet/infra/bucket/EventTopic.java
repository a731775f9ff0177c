package dev.quartet.infra.bucket;

import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.inputs.BucketNotificationTopicArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.List;
import java.util.Map;

/**
 * Tells queues of each object that a bucket gets, and of nothing else: S3 sends a test event whenever it is configured,
 * and only a topic's subscription can filter it.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering-scope.html">AWS</a>
 */
public final class EventTopic extends ComponentResource {
    /** A test event has no records. Members of arrays of objects are matched by name, each element by itself. */
    private static final String OBJECTS_ONLY = "{\"Records\":{\"eventSource\":[\"aws:s3\"]}}";

    private final String name;
    private final Topic topic;
    private final BucketNotification notification;

    /** Makes the topic and the bucket's notification. It is not encrypted with alias/aws/sns: S3 may not use that key. */
    public EventTopic(Scope scope, Resource parent, String name, PrivateBucket bucket) {
        super("quartet:bucket:EventTopic", name, Scope.component(parent));
        this.name = name;
        this.topic = new Topic(
                name, TopicArgs.builder().name(scope.names().regional(name)).build(), Scope.in(this));
        TopicPolicy policy = new TopicPolicy(
                name,
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(Policy.document(
                                Statement.allow("Bucket", "sns:Publish")
                                        .by(Principal.service("s3.amazonaws.com"))
                                        .on(topic.arn())
                                        .when("StringEquals", "aws:SourceAccount", scope.accountId())
                                        .when("ArnEquals", "aws:SourceArn", bucket.arn()),
                                Statement.deny("TlsOnly", "sns:Publish")
                                        .by(Principal.everybody())
                                        .on(topic.arn())
                                        .when("Bool", "aws:SecureTransport", "false")))
                        .build(),
                Scope.in(this));
        this.notification = new BucketNotification(
                name,
                BucketNotificationArgs.builder()
                        .bucket(bucket.name())
                        .topics(BucketNotificationTopicArgs.builder()
                                .id(name)
                                .topicArn(topic.arn())
                                .events("s3:ObjectCreated:*")
                                .build())
                        .build(),
                Scope.in(this, List.of(policy)));
        registerOutputs(Map.of("arn", topic.arn()));
    }

    /** Returns the statement by which a queue must admit the topic. */
    public Statement sender() {
        return Statement.allow("Topic", "sqs:SendMessage")
                .by(Principal.service("sns.amazonaws.com"))
                .when("ArnEquals", "aws:SourceArn", topic.arn());
    }

    /**
     * Subscribes a queue, which gets S3's events as they are. The subscription comes after the notification: a new
     * filter takes minutes to work everywhere, and so the first test event finds nobody.
     */
    public void subscribe(PrivateQueue queue) {
        new TopicSubscription(
                name,
                TopicSubscriptionArgs.builder()
                        .topic(topic.arn())
                        .protocol("sqs")
                        .endpoint(queue.arn())
                        .rawMessageDelivery(true)
                        .filterPolicyScope("MessageBody")
                        .filterPolicy(OBJECTS_ONLY)
                        .build(),
                Scope.in(this, List.of(queue.policy(), notification)));
    }
}
