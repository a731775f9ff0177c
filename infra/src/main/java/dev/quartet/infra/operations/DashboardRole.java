package dev.quartet.infra.operations;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.ExportsParameters;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the dashboard may do: read metrics, alarms and the stack's exports. Principals of the account may take it, and the tasks where the stack runs it. */
public final class DashboardRole extends ComponentResource {
    private final Role role;

    /** Adds what the architectures' views read besides metrics, alarms and exports. */
    public DashboardRole(Scope scope, List<Statement> views) {
        super("quartet:operations:DashboardRole", "dashboard-role", scope.top());
        this.role = new Role(
                "dashboard",
                RoleArgs.builder()
                        .name(scope.names().global("dashboard"))
                        .description("Read-only role of the dashboard")
                        .assumeRolePolicy(Policy.document(trust(scope)))
                        .build(),
                Scope.in(this));
        List<Statement> statements = new ArrayList<>(general(scope));
        statements.addAll(views);
        new RolePolicy(
                "dashboard",
                RolePolicyArgs.builder()
                        .name("read")
                        .role(role.name())
                        .policy(Policy.document(statements))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("arn", role.arn()));
    }

    private static List<Statement> trust(Scope scope) {
        Statement account = Statement.allow("Account", "sts:AssumeRole")
                .by(Principal.aws(scope.accountId().applyValue(id -> "arn:aws:iam::" + id + ":root")));
        return scope.settings().dashboard().isPresent()
                ? List.of(account, TaskTrust.statement(scope))
                : List.of(account);
    }

    private static List<Statement> general(Scope scope) {
        String exports = "parameter" + ExportsParameters.path(scope.names().stack());
        return List.of(
                Statement.allow("Metrics", "cloudwatch:GetMetricData", "cloudwatch:ListMetrics")
                        .onEverything(),
                // Also those of us-east-1, where the edge's are.
                Statement.allow("Alarms", "cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory")
                        .on(scope.arn("cloudwatch", "alarm:*"))
                        .on(scope.accountId()
                                .applyValue(account ->
                                        "arn:aws:cloudwatch:" + Scopes.EDGE_REGION + ":" + account + ":alarm:*")),
                Statement.allow("Exports", "ssm:GetParametersByPath", "ssm:GetParameter")
                        .on(scope.arn("ssm", exports))
                        .on(scope.arn("ssm", exports + "/*")));
    }

    /** Returns the role's ARN. */
    public Output<String> arn() {
        return role.arn();
    }
}
