package dev.quartet.infra.trigger;

import com.pulumi.aws.lambda.FunctionEventInvokeConfig;
import com.pulumi.aws.lambda.FunctionEventInvokeConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigOnFailureArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.Map;

/**
 * The queue in which asynchronous invocations of a function end that failed on for good, after so many retries or when
 * they are so many seconds old.
 */
public record AsyncFailures(PrivateQueue queue, int retries, int maximumAgeSeconds) {
    /** Returns what the function needs, as Lambda sends with its role. */
    public Statement sender() {
        return queue.send("FailedEvents");
    }

    /** Adds the destination with its alarm, and returns it: whoever invokes the function must come after it. */
    public Resource of(Resource parent, Scope scope, String name, JavaFunction function, Alarms alarms) {
        alarms.add(
                parent,
                name + "-destination",
                "Failed events of " + name + " could not be put into their queue and are lost",
                AlarmRule.atLeast(
                        "AWS/Lambda",
                        "DestinationDeliveryFailures",
                        "Sum",
                        Map.of("FunctionName", scope.names().regional(name)),
                        1));
        return new FunctionEventInvokeConfig(
                name,
                FunctionEventInvokeConfigArgs.builder()
                        .functionName(function.functionName())
                        .qualifier(function.aliasName())
                        .maximumRetryAttempts(retries)
                        .maximumEventAgeInSeconds(maximumAgeSeconds)
                        .destinationConfig(FunctionEventInvokeConfigDestinationConfigArgs.builder()
                                .onFailure(FunctionEventInvokeConfigDestinationConfigOnFailureArgs.builder()
                                        .destination(queue.arn())
                                        .build())
                                .build())
                        .build(),
                Scope.in(parent));
    }
}
