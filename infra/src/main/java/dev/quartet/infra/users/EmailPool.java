package dev.quartet.infra.users;

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
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;

/** A pool of users who sign in with their e-mail address. */
public final class EmailPool {
    private final UserPool pool;
    private final Resource parent;
    private final String name;
    private final String fullName;

    /** {@code open} tells whether people may sign up by themselves. */
    public EmailPool(Scope scope, Resource parent, String name, boolean open) {
        this.parent = parent;
        this.name = name;
        this.fullName = scope.names().regional(name);
        UserPoolArgs.Builder args = UserPoolArgs.builder()
                .name(fullName)
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
                .deletionProtection(scope.settings().retainData() ? "ACTIVE" : "INACTIVE");
        if (!open) {
            args.adminCreateUserConfig(UserPoolAdminCreateUserConfigArgs.builder()
                    .allowAdminCreateUserOnly(true)
                    .build());
        }
        this.pool = new UserPool(name, args.build(), Scope.in(parent));
    }

    /** Adds a client without a secret for an app that sends passwords or proves them, and returns its id. */
    public Output<String> addApp(String app) {
        return new UserPoolClient(name, client(fullName + "-" + app), Scope.in(parent)).id();
    }

    private UserPoolClientArgs client(String name) {
        return UserPoolClientArgs.builder()
                .userPoolId(pool.id())
                .name(name)
                // An app on a device or in a browser keeps no secret.
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

    /** Returns the pool's id. */
    public Output<String> id() {
        return pool.id();
    }

    /** Returns the pool's ARN. */
    public Output<String> arn() {
        return pool.arn();
    }

    /** Returns the name by which an identity pool knows this pool. */
    public Output<String> endpoint() {
        return pool.endpoint();
    }
}
