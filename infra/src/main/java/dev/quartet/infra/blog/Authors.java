package dev.quartet.infra.blog;

import com.pulumi.aws.cognito.UserGroup;
import com.pulumi.aws.cognito.UserGroupArgs;
import com.pulumi.aws.cognito.UserPool;
import com.pulumi.aws.cognito.UserPoolArgs;
import com.pulumi.aws.cognito.UserPoolClient;
import com.pulumi.aws.cognito.UserPoolClientArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingRecoveryMechanismArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAdminCreateUserConfigArgs;
import com.pulumi.aws.cognito.inputs.UserPoolClientTokenValidityUnitsArgs;
import com.pulumi.aws.cognito.inputs.UserPoolPasswordPolicyArgs;
import com.pulumi.aws.cognito.inputs.UserPoolUsernameConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.Map;

/** Who writes: a pool that nobody signs up to by oneself, and the group whose members may post. */
final class Authors extends ComponentResource {
    private final UserPool pool;
    private final UserPoolClient client;

    Authors(Scope scope, Resource parent) {
        super("quartet:blog:Authors", "blog-authors", Scope.component(parent));
        String name = scope.names().regional("blog");
        this.pool = new UserPool(
                "blog",
                UserPoolArgs.builder()
                        .name(name)
                        .userPoolTier("ESSENTIALS")
                        .usernameAttributes("email")
                        .autoVerifiedAttributes("email")
                        .adminCreateUserConfig(UserPoolAdminCreateUserConfigArgs.builder()
                                .allowAdminCreateUserOnly(true)
                                .build())
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
                        .build(),
                Scope.in(this));
        this.client = new UserPoolClient("blog", client(name), Scope.in(this));
        new UserGroup(
                "authors",
                UserGroupArgs.builder()
                        .userPoolId(pool.id())
                        .name("authors")
                        .description("May post and put up pictures")
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("userPoolId", pool.id()));
    }

    private UserPoolClientArgs client(String name) {
        return UserPoolClientArgs.builder()
                .userPoolId(pool.id())
                .name(name + "-editor")
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
}
