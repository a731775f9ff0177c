package dev.quartet.infra.hosting;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.DashboardSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/** What Fargate itself may do to start a container: write its log, and fetch its image where that is in Elastic Container Registry. */
final class ExecutionRole {
    private static final String NAME = "dashboard-start";

    private final Role role;
    private final RolePolicy policy;

    ExecutionRole(Scope scope, Resource parent, DashboardSettings settings, LogGroup log) {
        this.role = new Role(
                NAME,
                RoleArgs.builder()
                        .name(scope.names().global(NAME))
                        .description("By which Fargate starts the dashboard's containers")
                        .assumeRolePolicy(Policy.trust("ecs-tasks.amazonaws.com"))
                        .build(),
                Scope.in(parent));
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("OwnLogs", "logs:CreateLogStream", "logs:PutLogEvents")
                .on(log.arn().applyValue(arn -> arn + ":*")));
        settings.repository().ifPresent(repository -> {
            statements.add(
                    Statement.allow("SignIn", "ecr:GetAuthorizationToken").onEverything());
            statements.add(Statement.allow(
                            "Image",
                            "ecr:BatchCheckLayerAvailability",
                            "ecr:GetDownloadUrlForLayer",
                            "ecr:BatchGetImage")
                    .on(repository.arn()));
        });
        this.policy = new RolePolicy(
                NAME,
                RolePolicyArgs.builder()
                        .name("start")
                        .role(role.name())
                        .policy(Policy.document(statements))
                        .build(),
                Scope.in(parent));
    }

    Output<String> arn() {
        return role.arn();
    }

    Resource policy() {
        return policy;
    }
}
