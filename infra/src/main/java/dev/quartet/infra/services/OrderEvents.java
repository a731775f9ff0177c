package dev.quartet.infra.services;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/** Events of orders for whoever wants them: each subscriber has a queue of its own and says which types it wants. */
final class OrderEvents extends ComponentResource {
    private static final String NAME = "order-events";

    private final Topic topic;

    OrderEvents(ServiceKit kit) {
        super("quartet:services:OrderEvents", NAME, Scope.component(kit.parent()));
        String name = kit.scope().names().regional(NAME);
        this.topic = new Topic(NAME, TopicArgs.builder().name(name).build(), Scope.in(this));
        new TopicPolicy(
                NAME,
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(Policy.document(Statement.deny("TlsOnly", "sns:Publish")
                                .by(Principal.everybody())
                                .on(topic.arn())
                                .when("Bool", "aws:SecureTransport", "false")))
                        .build(),
                Scope.in(this));
        kit.alarms()
                .add(
                        this,
                        NAME + "-failed",
                        "SNS cannot hand events of orders over to a subscriber's queue",
                        AlarmRule.atLeast(
                                "AWS/SNS", "NumberOfNotificationsFailed", "Sum", Map.of("TopicName", name), 1));
        registerOutputs(Map.of("arn", topic.arn()));
    }

    Output<String> arn() {
        return topic.arn();
    }

    Statement publish() {
        return Statement.allow("Topic", "sns:Publish").on(topic.arn());
    }

    /** Returns the statement by which a subscriber's queue and its dead letters must admit the topic. */
    Statement sender() {
        return Statement.allow("Topic", "sqs:SendMessage")
                .by(Principal.service("sns.amazonaws.com"))
                .when("ArnEquals", "aws:SourceArn", topic.arn());
    }

    /** Subscribes a queue to one type of events, as they were published; what SNS cannot deliver is a dead letter too. */
    void subscribe(String name, WorkQueue subscriber, String eventType) {
        new TopicSubscription(
                name,
                TopicSubscriptionArgs.builder()
                        .topic(topic.arn())
                        .protocol("sqs")
                        .endpoint(subscriber.queue().arn())
                        .rawMessageDelivery(true)
                        .filterPolicyScope("MessageAttributes")
                        .filterPolicy("{\"eventType\":[\"" + eventType + "\"]}")
                        .redrivePolicy(
                                subscriber.dead().arn().applyValue(arn -> "{\"deadLetterTargetArn\":\"" + arn + "\"}"))
                        .build(),
                Scope.in(
                        this,
                        List.of(subscriber.queue().policy(), subscriber.dead().policy())));
    }
}
