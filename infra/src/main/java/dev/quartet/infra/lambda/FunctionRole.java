package dev.quartet.infra.lambda;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/** A function's own role: it writes to its own log group, which it may not create, and does what its spec states. */
final class FunctionRole {
    private final Role role;
    private final RolePolicy policy;

    FunctionRole(Resource parent, Scope scope, FunctionSpec spec, LogGroup logs) {
        this.role = new Role(
                spec.name(),
                RoleArgs.builder()
                        .name(scope.names().global(spec.name()))
                        .description("Role of the function " + spec.name())
                        .assumeRolePolicy(Policy.trust("lambda.amazonaws.com"))
                        .build(),
                Scope.in(parent));
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("OwnLogs", "logs:CreateLogStream", "logs:PutLogEvents")
                .on(logs.arn().applyValue(arn -> arn + ":*")));
        if (scope.settings().operations().xray()) {
            statements.add(Statement.allow("Traces", "xray:PutTraceSegments", "xray:PutTelemetryRecords")
                    .onEverything());
        }
        if (spec.vpc().isPresent()) {
            // Lambda itself makes the network interfaces with the function's role.
            // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
            statements.add(Statement.allow(
                            "NetworkInterfaces",
                            "ec2:CreateNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DescribeSubnets",
                            "ec2:DeleteNetworkInterface",
                            "ec2:AssignPrivateIpAddresses",
                            "ec2:UnassignPrivateIpAddresses")
                    .onEverything());
        }
        statements.addAll(spec.statements());
        this.policy = new RolePolicy(
                spec.name(),
                RolePolicyArgs.builder()
                        .name("function")
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
