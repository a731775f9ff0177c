package dev.quartet.infra.trigger;

import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingScalingConfigArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.List;

/**
 * A queue whose messages a function works on, so many at once and by so many of its processes at most; it names those that
 * failed, and they are seen again. What fails too often ends in the queue's dead letters.
 */
public record QueueTrigger(PrivateQueue queue, int batchSize, int maximumConcurrency) {
    /**
     * Returns how long a message must be hidden while a function of this time-out may work on it: six times as long, so
     * that it is not given out twice while Lambda is throttled.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">AWS</a>
     */
    public static int visibilitySeconds(int timeoutSeconds) {
        return 6 * timeoutSeconds;
    }

    /** Returns what the function needs, as Lambda receives and deletes with its role. */
    public Statement receiver() {
        return Statement.allow("Messages", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
                .on(queue.arn());
    }

    /** Adds the mapping. */
    public void invoke(Resource parent, String name, JavaFunction function) {
        new EventSourceMapping(
                name,
                EventSourceMappingArgs.builder()
                        .eventSourceArn(queue.arn())
                        .functionName(function.aliasArn())
                        .batchSize(batchSize)
                        .functionResponseTypes("ReportBatchItemFailures")
                        .scalingConfig(EventSourceMappingScalingConfigArgs.builder()
                                .maximumConcurrency(maximumConcurrency)
                                .build())
                        .build(),
                Scope.in(parent, List.of(queue.policy())));
    }
}
