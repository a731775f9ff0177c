package dev.quartet.infra.trigger;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.List;

/**
 * EventBridge Scheduler invokes a function, asynchronously, by an expression such as {@code rate(1 minute)}; the dead
 * letters are what it could not hand over to Lambda.
 */
public record ScheduleTrigger(String expression, PrivateQueue deadLetters) {
    private static final int RETRIES = 2;
    private static final int MAX_AGE_SECONDS = 120;

    /** Adds the schedule and its role; {@code failures} must exist before the first invocation. */
    public void invoke(Resource parent, Scope scope, String name, JavaFunction function, Resource failures) {
        String roleName = name + "-schedule";
        Role role = new Role(
                roleName,
                RoleArgs.builder()
                        .name(scope.names().global(roleName))
                        .description("EventBridge Scheduler invokes " + name + " with it")
                        .assumeRolePolicy(Policy.document(Statement.allow("Assume", "sts:AssumeRole")
                                .by(Principal.service("scheduler.amazonaws.com"))
                                .when("StringEquals", "aws:SourceAccount", scope.accountId())))
                        .build(),
                Scope.in(parent));
        RolePolicy policy = new RolePolicy(
                roleName,
                RolePolicyArgs.builder()
                        .name("schedule")
                        .role(role.name())
                        .policy(Policy.document(
                                Statement.allow("Function", "lambda:InvokeFunction")
                                        .on(function.aliasArn()),
                                Statement.allow("DeadLetters", "sqs:SendMessage")
                                        .on(deadLetters.arn())))
                        .build(),
                Scope.in(parent));
        new Schedule(
                name,
                ScheduleArgs.builder()
                        .name(scope.names().regional(name))
                        .description("Invokes " + name)
                        .groupName("default")
                        .scheduleExpression(expression)
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(ScheduleTargetArgs.builder()
                                .arn(function.aliasArn())
                                .roleArn(role.arn())
                                .input("{}")
                                .retryPolicy(ScheduleTargetRetryPolicyArgs.builder()
                                        .maximumRetryAttempts(RETRIES)
                                        .maximumEventAgeInSeconds(MAX_AGE_SECONDS)
                                        .build())
                                .deadLetterConfig(ScheduleTargetDeadLetterConfigArgs.builder()
                                        .arn(deadLetters.arn())
                                        .build())
                                .build())
                        .build(),
                Scope.in(parent, List.of(policy, failures)));
    }
}
