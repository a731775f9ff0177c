package dev.quartet.infra.operations;

import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;

/** Who may take a task's role: ECS, for tasks of this account and region, and not for those of somebody else's. */
public final class TaskTrust {
    private TaskTrust() {}

    /**
     * Returns the statement of a trust policy.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html">AWS</a>
     */
    public static Statement statement(Scope scope) {
        return Statement.allow("Tasks", "sts:AssumeRole")
                .by(Principal.service("ecs-tasks.amazonaws.com"))
                .when("StringEquals", "aws:SourceAccount", scope.accountId())
                .when("ArnLike", "aws:SourceArn", scope.arn("ecs", "*"));
    }
}
