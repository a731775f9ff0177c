package dev.quartet.infra.blog;

import com.pulumi.aws.sesv2.ConfigurationSet;
import com.pulumi.aws.sesv2.ConfigurationSetEventDestination;
import com.pulumi.aws.sesv2.ConfigurationSetEventDestinationArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetEventDestinationEventDestinationArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetEventDestinationEventDestinationCloudWatchDestinationArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetEventDestinationEventDestinationCloudWatchDestinationDimensionConfigurationArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetEventDestinationEventDestinationSnsDestinationArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.List;

/** Where SES tells what became of a mail: figures to CloudWatch, what concerns one visitor to a topic. */
final class MailEvents {
    private final Topic topic;

    MailEvents(Resource parent, Scope scope, ConfigurationSet set) {
        this.topic = new Topic(
                "mail-events",
                TopicArgs.builder().name(scope.names().regional("mail-events")).build(),
                Scope.in(parent));
        TopicPolicy policy = new TopicPolicy(
                "mail-events",
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(Policy.document(Statement.allow("MailEvents", "sns:Publish")
                                .by(Principal.service("ses.amazonaws.com"))
                                .on(topic.arn())
                                .when("StringEquals", "aws:SourceAccount", scope.accountId())
                                .when("StringEquals", "aws:SourceArn", set.arn())))
                        .build(),
                Scope.in(parent));
        new ConfigurationSetEventDestination(
                "cloudwatch",
                ConfigurationSetEventDestinationArgs.builder()
                        .configurationSetName(set.configurationSetName())
                        .eventDestinationName("cloudwatch")
                        .eventDestination(ConfigurationSetEventDestinationEventDestinationArgs.builder()
                                .enabled(true)
                                .matchingEventTypes(
                                        "SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE")
                                .cloudWatchDestination(figures(set))
                                .build())
                        .build(),
                Scope.in(parent));
        new ConfigurationSetEventDestination(
                "sns",
                ConfigurationSetEventDestinationArgs.builder()
                        .configurationSetName(set.configurationSetName())
                        .eventDestinationName("sns")
                        .eventDestination(ConfigurationSetEventDestinationEventDestinationArgs.builder()
                                .enabled(true)
                                .matchingEventTypes("BOUNCE", "COMPLAINT", "DELIVERY")
                                .snsDestination(
                                        ConfigurationSetEventDestinationEventDestinationSnsDestinationArgs.builder()
                                                .topicArn(topic.arn())
                                                .build())
                                .build())
                        .build(),
                // SES publishes a test message at once.
                Scope.in(parent, List.of(policy)));
    }

    /** SES tags each mail with its configuration set by itself; the figures have exactly this one dimension. */
    private static ConfigurationSetEventDestinationEventDestinationCloudWatchDestinationArgs figures(
            ConfigurationSet set) {
        return ConfigurationSetEventDestinationEventDestinationCloudWatchDestinationArgs.builder()
                .dimensionConfigurations(
                        ConfigurationSetEventDestinationEventDestinationCloudWatchDestinationDimensionConfigurationArgs
                                .builder()
                                .dimensionName("ses:configuration-set")
                                .dimensionValueSource("MESSAGE_TAG")
                                .defaultDimensionValue(set.configurationSetName())
                                .build())
                .build();
    }

    Output<String> topicArn() {
        return topic.arn();
    }
}
