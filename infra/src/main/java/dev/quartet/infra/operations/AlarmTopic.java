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
 * Where all alarms of one region go: an alarm cannot reach a topic of another region. It is not encrypted with alias/aws/sns: CloudWatch may not use that key, and its
 * messages would be dropped without a word.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">AWS</a>
 */
public final class AlarmTopic extends ComponentResource {
    private final Topic topic;

    /** Makes the topic of the stack's own region. */
    public static AlarmTopic home(Scope scope) {
        return new AlarmTopic(scope, "alarm-topic", "alarms");
    }

    /** Makes the topic of us-east-1, where CloudFront's metrics are. */
    public static AlarmTopic edge(Scope scope) {
        return new AlarmTopic(scope, "edge-alarm-topic", "edge-alarms");
    }

    /** Makes the topic of a replica's region. */
    public static AlarmTopic replica(Scope scope) {
        return new AlarmTopic(scope, "alarm-topic-" + scope.region(), "alarms-" + scope.region());
    }

    private AlarmTopic(Scope scope, String component, String name) {
        super("quartet:operations:AlarmTopic", component, scope.top());
        this.topic = new Topic(
                name,
                TopicArgs.builder()
                        .name(scope.names().regional(name))
                        .displayName("Quartet " + scope.names().stack())
                        .build(),
                Scope.in(this));
        new TopicPolicy(
                name,
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
                    name + "-" + (i + 1),
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
