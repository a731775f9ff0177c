package dev.quartet.infra.blog;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.trigger.AsyncFailures;
import java.util.List;
import java.util.Map;

/** Marks visitors whose mail was delivered, bounced or complained of. Invoked asynchronously, so failures have a queue. */
final class Feedback extends ComponentResource {
    private static final String NAME = "blog-feedback";
    private static final int HOUR = 3600;

    private final JavaFunction function;

    Feedback(Scope scope, Resource parent, Alarms alarms, StackTable visitors, MailEvents events) {
        super("quartet:blog:Feedback", NAME, Scope.component(parent));
        PrivateQueue failed = PrivateQueue.last(
                scope,
                this,
                "feedback-failed",
                List.of(),
                alarms,
                "Bounces or complaints could not be written to the visitors' table: see the log of " + NAME);
        AsyncFailures failures = new AsyncFailures(failed, 2, HOUR);
        this.function = new JavaFunction(
                scope,
                this,
                BlogFunction.spec(
                        NAME,
                        "Marks visitors whose mail bounced or was complained of",
                        "feedback.FeedbackHandler",
                        512,
                        30,
                        Map.of("VISITORS_TABLE", visitors.name()),
                        List.of(visitors.items("Visitors", "UpdateItem"), failures.sender())),
                alarms);
        Resource retries = failures.of(this, scope, NAME, function, alarms);
        Permission permission = new Permission(
                NAME,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.functionName())
                        .qualifier(function.aliasName())
                        .principal("sns.amazonaws.com")
                        .sourceArn(events.topicArn())
                        .build(),
                Scope.in(this));
        new TopicSubscription(
                NAME,
                TopicSubscriptionArgs.builder()
                        .topic(events.topicArn())
                        .protocol("lambda")
                        .endpoint(function.aliasArn())
                        .build(),
                Scope.in(this, List.of(permission, retries)));
        alarms.add(
                this,
                "mail-events-failed",
                "SNS cannot hand mail events over to " + NAME,
                AlarmRule.atLeast(
                        "AWS/SNS",
                        "NumberOfNotificationsFailed",
                        "Sum",
                        Map.of("TopicName", scope.names().regional("mail-events")),
                        1));
        registerOutputs(Map.of());
    }

    JavaFunction function() {
        return function;
    }
}
