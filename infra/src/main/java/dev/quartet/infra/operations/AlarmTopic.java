package dev.quartet.infra.operations;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/**
 * Where all alarms of the region go. It is not encrypted with alias/aws/sns: CloudWatch may not use that key, and its
 * messages would be dropped without a word.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">AWS</a>
 */
public final class AlarmTopic extends ComponentResource {
    private final Topic topic;

    public AlarmTopic(Scope scope) {
        super("quartet:operations:AlarmTopic", "alarm-topic", scope.top());
        this.topic = new Topic(
                "alarms",
                TopicArgs.builder()
                        .name(scope.names().regional("alarms"))
                        .displayName("Quartet " + scope.names().stack())
                        .build(),
                Scope.in(this));
        new TopicPolicy(
                "alarms",
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(Policy.document(
                                publish(scope, "Alarms", "cloudwatch.amazonaws.com"),
                                publish(scope, "Budget", "budgets.amazonaws.com")))
                        .build(),
                Scope.in(this));
        List<String> emails = scope.settings().operations().alarmEmails();
        for (int i = 0; i < emails.size(); i++) {
            new TopicSubscription(
                    "alarms-" + (i + 1),
                    TopicSubscriptionArgs.builder()
                            .topic(topic.arn())
                            .protocol("email")
                            .endpoint(emails.get(i))
                            .build(),
                    Scope.in(this));
        }
        registerOutputs(Map.of("arn", topic.arn()));
    }

    private Statement publish(Scope scope, String sid, String service) {
        return Statement.allow(sid, "sns:Publish")
                .by(Principal.service(service))
                .on(topic.arn())
                .when("StringEquals", "aws:SourceAccount", scope.accountId());
    }

    /** Returns the topic's ARN. */
    public Output<String> arn() {
        return topic.arn();
    }
}
