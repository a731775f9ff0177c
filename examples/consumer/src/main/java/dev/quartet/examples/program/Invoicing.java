package dev.quartet.examples.program;

import com.pulumi.Context;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.StackReference;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;

/**
 * A queue of invoices to write: every order that Quartet's shop takes arrives in it. The queue is this team's own; of
 * Quartet it knows what the exports say.
 */
final class Invoicing {
    private static final int FOURTEEN_DAYS = 14 * 24 * 60 * 60;

    private Invoicing() {}

    /** Registers the team's resources; the key {@code quartetStack} names the stack as Pulumi does, organisation/quartet/dev. */
    static void build(Context context) {
        String name = context.config().require("quartetStack");
        // region stack-reference
        StackReference quartet = new StackReference(name);
        Output<StackExports> exports =
                quartet.outputs().applyValue(outputs -> ExportsJson.convert(outputs, StackExports.class));
        Output<String> ordersTopic = exports.applyValue(stack -> shop(stack).orderPlacedTopicArn());
        // endregion
        Queue queue = new Queue(
                "orders",
                QueueArgs.builder()
                        .messageRetentionSeconds(FOURTEEN_DAYS)
                        .sqsManagedSseEnabled(true)
                        .build());
        QueuePolicy admitted = new QueuePolicy(
                "orders",
                QueuePolicyArgs.builder()
                        .queueUrl(queue.url())
                        .policy(Output.format("""
                                {"Version": "2012-10-17", "Statement": [{
                                  "Sid": "Orders", "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                                  "Action": "sqs:SendMessage", "Resource": "%s",
                                  "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}""", queue.arn(), ordersTopic))
                        .build());
        new TopicSubscription(
                "orders",
                TopicSubscriptionArgs.builder()
                        .topic(ordersTopic)
                        .protocol("sqs")
                        .endpoint(queue.arn())
                        .rawMessageDelivery(true)
                        // docs/events/order-placed.v1.schema.json; rejected orders need no invoice.
                        .filterPolicy("{\"eventType\": [\"OrderPlaced\"]}")
                        .build(),
                CustomResourceOptions.builder().dependsOn(admitted).build());
        context.export("queueUrl", queue.url());
        context.export(
                "ordersApi",
                exports.applyValue(stack -> shop(stack).orders().api().url()));
    }

    /** An architecture that the stack does not have is null. */
    private static ServicesExports shop(StackExports stack) {
        ServicesExports services = stack.services();
        if (services == null) {
            throw new IllegalArgumentException(
                    "The stack " + stack.stack() + " has no services: quartet:architectures leaves them out there");
        }
        return services;
    }
}
