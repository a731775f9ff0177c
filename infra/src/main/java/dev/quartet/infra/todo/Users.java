package dev.quartet.infra.todo;

import com.pulumi.aws.cognito.IdentityPool;
import com.pulumi.aws.cognito.IdentityPoolArgs;
import com.pulumi.aws.cognito.UserPool;
import com.pulumi.aws.cognito.UserPoolArgs;
import com.pulumi.aws.cognito.UserPoolClient;
import com.pulumi.aws.cognito.UserPoolClientArgs;
import com.pulumi.aws.cognito.inputs.IdentityPoolCognitoIdentityProviderArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingRecoveryMechanismArgs;
import com.pulumi.aws.cognito.inputs.UserPoolClientTokenValidityUnitsArgs;
import com.pulumi.aws.cognito.inputs.UserPoolPasswordPolicyArgs;
import com.pulumi.aws.cognito.inputs.UserPoolUsernameConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.Map;

/** Who uses the app: a pool of users who sign up by e-mail, and a pool of identities that get temporary credentials. */
final class Users extends ComponentResource {
    private final UserPool pool;
    private final UserPoolClient client;
    private final IdentityPool identities;

    Users(Scope scope, Resource parent) {
        super("quartet:todo:Users", "todo-users", Scope.component(parent));
        String name = scope.names().regional("todo");
        this.pool = new UserPool("todo", pool(scope, name), Scope.in(this));
        this.client = new UserPoolClient("todo", client(name), Scope.in(this));
        this.identities = new IdentityPool(
                "todo",
                IdentityPoolArgs.builder()
                        .identityPoolName(name)
                        .allowUnauthenticatedIdentities(false)
                        // The enhanced flow alone: with the classic one a client names the role it wants.
                        .allowClassicFlow(false)
                        .cognitoIdentityProviders(IdentityPoolCognitoIdentityProviderArgs.builder()
                                .providerName(pool.endpoint())
                                .clientId(client.id())
                                .serverSideTokenCheck(true)
                                .build())
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("userPoolId", pool.id()));
    }

    private static UserPoolArgs pool(Scope scope, String name) {
        return UserPoolArgs.builder()
                .name(name)
                .userPoolTier("ESSENTIALS")
                .usernameAttributes("email")
                .autoVerifiedAttributes("email")
                .usernameConfiguration(UserPoolUsernameConfigurationArgs.builder()
                        .caseSensitive(false)
                        .build())
                // Length beats composition: https://pages.nist.gov/800-63-4/sp800-63b.html
                .passwordPolicy(UserPoolPasswordPolicyArgs.builder()
                        .minimumLength(12)
                        .requireLowercase(false)
                        .requireUppercase(false)
                        .requireNumbers(false)
                        .requireSymbols(false)
                        .temporaryPasswordValidityDays(3)
                        .build())
                .accountRecoverySetting(UserPoolAccountRecoverySettingArgs.builder()
                        .recoveryMechanisms(UserPoolAccountRecoverySettingRecoveryMechanismArgs.builder()
                                .name("verified_email")
                                .priority(1)
                                .build())
                        .build())
                .deletionProtection(scope.settings().retainData() ? "ACTIVE" : "INACTIVE")
                .build();
    }

    private UserPoolClientArgs client(String name) {
        return UserPoolClientArgs.builder()
                .userPoolId(pool.id())
                .name(name + "-app")
                // An app on a device keeps no secret.
                .generateSecret(false)
                .explicitAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
                .preventUserExistenceErrors("ENABLED")
                .enableTokenRevocation(true)
                .idTokenValidity(60)
                .accessTokenValidity(60)
                .refreshTokenValidity(30)
                .tokenValidityUnits(UserPoolClientTokenValidityUnitsArgs.builder()
                        .idToken("minutes")
                        .accessToken("minutes")
                        .refreshToken("days")
                        .build())
                .build();
    }

    Output<String> poolId() {
        return pool.id();
    }

    Output<String> poolArn() {
        return pool.arn();
    }

    Output<String> clientId() {
        return client.id();
    }

    Output<String> identityPoolId() {
        return identities.id();
    }
}
