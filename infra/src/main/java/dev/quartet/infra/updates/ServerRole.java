package dev.quartet.infra.updates;

import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
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

/** The instances' role: it reads the program and the releases, writes its log, and nothing else. */
final class ServerRole {
    private final RolePolicy policy;
    private final InstanceProfile profile;

    ServerRole(Scope scope, Resource parent, String name, List<Statement> statements) {
        Role role = new Role(
                name,
                RoleArgs.builder()
                        .name(scope.names().global(name))
                        .description("Role of the servers of software updates")
                        .assumeRolePolicy(Policy.trust("ec2.amazonaws.com"))
                        .build(),
                Scope.in(parent));
        List<Statement> all = new ArrayList<>(statements);
        if (scope.settings().updates().orElseThrow().ssm()) {
            all.add(sessions());
        }
        this.policy = new RolePolicy(
                name,
                RolePolicyArgs.builder()
                        .name("server")
                        .role(role.name())
                        .policy(Policy.document(all))
                        .build(),
                Scope.in(parent));
        this.profile = new InstanceProfile(
                name,
                InstanceProfileArgs.builder()
                        .name(scope.names().global(name))
                        .role(role.name())
                        .build(),
                Scope.in(parent));
    }

    /**
     * What Session Manager's agent calls; none of it knows resources.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html">AWS</a>
     */
    private static Statement sessions() {
        return Statement.allow(
                        "Sessions",
                        "ssm:UpdateInstanceInformation",
                        "ssmmessages:CreateControlChannel",
                        "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel",
                        "ssmmessages:OpenDataChannel")
                .onEverything();
    }

    Output<String> profileArn() {
        return profile.arn();
    }

    Resource policy() {
        return policy;
    }
}
