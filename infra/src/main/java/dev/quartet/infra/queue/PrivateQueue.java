package dev.quartet.infra.queue;

import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.QueueRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A standard queue, encrypted with SSE-SQS (a key of AWS's own KMS would keep S3 from sending), answering TLS alone.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html">AWS</a>
 */
public final class PrivateQueue extends ComponentResource {
    private static final int FOURTEEN_DAYS = 14 * 86_400;

    private final Queue queue;
    private final QueuePolicy policy;
    private final String name;

    /**
     * Makes a queue: messages are hidden so many seconds from other receivers after one has them; {@code senders} are
     * Allow statements without their resource, which is this queue.
     */
    public PrivateQueue(
            Scope scope,
            Resource parent,
            String name,
            int visibilitySeconds,
            Optional<DeadLetters> deadLetters,
            List<Statement> senders) {
        super("quartet:queue:PrivateQueue", name, Scope.component(parent));
        this.name = scope.names().regional(name);
        QueueArgs.Builder args = QueueArgs.builder()
                .name(this.name)
                .visibilityTimeoutSeconds(visibilitySeconds)
                .messageRetentionSeconds(FOURTEEN_DAYS)
                .sqsManagedSseEnabled(true);
        deadLetters.ifPresent(dead -> args.redrivePolicy(dead.policy()));
        this.queue = new Queue(name, args.build(), Scope.in(this));
        List<Statement> statements = new ArrayList<>();
        senders.forEach(sender -> statements.add(sender.on(queue.arn())));
        statements.add(Statement.deny("TlsOnly", "sqs:*")
                .by(Principal.everybody())
                .on(queue.arn())
                .when("Bool", "aws:SecureTransport", "false"));
        this.policy = new QueuePolicy(
                name,
                QueuePolicyArgs.builder()
                        .queueUrl(queue.url())
                        .policy(Policy.document(statements))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("arn", queue.arn()));
    }

    /** Where messages go that were received so often without being deleted. */
    public record DeadLetters(PrivateQueue queue, int maxReceiveCount) {
        Output<String> policy() {
            return queue.arn()
                    .applyValue(arn ->
                            "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + maxReceiveCount + "}");
        }
    }

    /** Makes a queue that messages end in: one message is an alarm until somebody has dealt with it. */
    public static PrivateQueue last(
            Scope scope, Resource parent, String name, List<Statement> senders, Alarms alarms, String meaning) {
        PrivateQueue queue = new PrivateQueue(scope, parent, name, 30, Optional.empty(), senders);
        alarms.add(queue, name + "-depth", meaning, queue.rule("ApproximateNumberOfMessagesVisible", 1));
        return queue;
    }

    /** Returns a rule that alarms when the maximum of one of the queue's metrics reaches the threshold. */
    public AlarmRule rule(String metric, double threshold) {
        return AlarmRule.atLeast("AWS/SQS", metric, "Maximum", Map.of("QueueName", name), threshold);
    }

    /** Returns the queue's ARN. */
    public Output<String> arn() {
        return queue.arn();
    }

    /** Returns the queue's URL. */
    public Output<String> url() {
        return queue.url();
    }

    /** Returns what a function needs that sends messages to the queue. */
    public Statement send(String sid) {
        return Statement.allow(sid, "sqs:SendMessage").on(queue.arn());
    }

    /** Returns the policy, which must exist before whoever it admits is told to send. */
    public Resource policy() {
        return policy;
    }

    /** Returns what the exports say of this queue. */
    public Output<QueueRef> ref() {
        return Output.tuple(queue.name(), queue.url(), queue.arn()).applyValue(t -> new QueueRef(t.t1, t.t2, t.t3));
    }
}
