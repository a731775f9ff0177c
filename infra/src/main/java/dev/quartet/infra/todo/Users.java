package dev.quartet.infra.todo;

import com.pulumi.aws.cognito.IdentityPool;
import com.pulumi.aws.cognito.IdentityPoolArgs;
import com.pulumi.aws.cognito.inputs.IdentityPoolCognitoIdentityProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.users.EmailPool;
import java.util.Map;

/** Who uses the app: a pool of users who sign up by e-mail, and a pool of identities that get temporary credentials. */
final class Users extends ComponentResource {
    private final EmailPool pool;
    private final Output<String> clientId;
    private final IdentityPool identities;

    Users(Scope scope, Resource parent) {
        super("quartet:todo:Users", "todo-users", Scope.component(parent));
        this.pool = new EmailPool(scope, this, "todo", true);
        this.clientId = pool.addApp("app");
        this.identities = new IdentityPool(
                "todo",
                IdentityPoolArgs.builder()
                        .identityPoolName(scope.names().regional("todo"))
                        .allowUnauthenticatedIdentities(false)
                        // The enhanced flow alone: with the classic one a client names the role it wants.
                        .allowClassicFlow(false)
                        .cognitoIdentityProviders(IdentityPoolCognitoIdentityProviderArgs.builder()
                                .providerName(pool.endpoint())
                                .clientId(clientId)
                                .serverSideTokenCheck(true)
                                .build())
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("userPoolId", pool.id()));
    }

    Output<String> poolId() {
        return pool.id();
    }

    Output<String> poolArn() {
        return pool.arn();
    }

    Output<String> clientId() {
        return clientId;
    }

    Output<String> identityPoolId() {
        return identities.id();
    }
}
