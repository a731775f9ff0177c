package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Account;
import com.pulumi.aws.apigateway.AccountArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * API Gateway's role for writing logs. It is a setting of the account and region, not of a stack: one stack at most
 * manages it, and where it is missing no stage with a log can be made.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">AWS</a>
 */
public final class AccountLogging extends ComponentResource {
    private final Account account;

    private AccountLogging(Scope scope, String name) {
        super("quartet:rest:AccountLogging", name, scope.top());
        Role role = new Role(
                name,
                RoleArgs.builder()
                        .name(scope.names().global("api-logging"))
                        .description("API Gateway writes its access logs with it")
                        .assumeRolePolicy(Policy.trust("apigateway.amazonaws.com"))
                        .build(),
                Scope.in(this));
        RolePolicyAttachment attachment = new RolePolicyAttachment(
                name,
                RolePolicyAttachmentArgs.builder()
                        .role(role.name())
                        .policyArn("arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs")
                        .build(),
                Scope.in(this));
        this.account = new Account(
                name, AccountArgs.builder().cloudwatchRoleArn(role.arn()).build(), Scope.in(this, List.of(attachment)));
        registerOutputs(Map.of("roleArn", role.arn()));
    }

    /** Returns the account's setting in the scope's region when this stack manages it. */
    public static Optional<Resource> of(Scope scope) {
        boolean home = scope.region().equals(scope.settings().region());
        String name = home ? "api-logging" : "api-logging-" + scope.region();
        return scope.settings().api().manageAccount()
                ? Optional.of(new AccountLogging(scope, name).account)
                : Optional.empty();
    }
}
