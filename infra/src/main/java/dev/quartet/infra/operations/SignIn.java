package dev.quartet.infra.operations;

import com.pulumi.aws.cognito.UserGroup;
import com.pulumi.aws.cognito.UserGroupArgs;
import com.pulumi.aws.cognito.UserPoolClient;
import com.pulumi.aws.cognito.UserPoolClientArgs;
import com.pulumi.aws.cognito.UserPoolDomain;
import com.pulumi.aws.cognito.UserPoolDomainArgs;
import com.pulumi.aws.cognito.inputs.UserPoolClientTokenValidityUnitsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.SignInExports;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.users.EmailPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may look at the dashboard: a pool of its own that nobody signs up to by oneself (users of the architectures must not see their
 * operations), the group of operators, and the dashboard's client: authorization code grant with PKCE, without a secret.
 */
public final class SignIn extends ComponentResource {
    /** Members see what names persons; everybody else in the pool looks at the rest. */
    public static final String OPERATORS = "operators";

    /** Where Spring Security takes the code, and where the dashboard shows its sign-in page. */
    private static final String CALLBACK = "/login/oauth2/code/stack";

    private static final String SIGNED_OUT = "/login";

    private final EmailPool pool;
    private final UserPoolClient client;

    /** Returns it where there is a dashboard to sign in to: on ECS, or at {@code quartet:dashboardUrl}, or at both. */
    public static Optional<SignIn> of(Scope scope) {
        List<String> urls = Stream.concat(
                        scope.settings().dashboard().stream()
                                .map(hosted -> "https://" + hosted.name().name()),
                        scope.settings().operations().dashboardUrl().stream())
                .distinct()
                .toList();
        return urls.isEmpty() ? Optional.empty() : Optional.of(new SignIn(scope, urls));
    }

    private SignIn(Scope scope, List<String> urls) {
        super("quartet:operations:SignIn", "sign-in", scope.top());
        this.pool = new EmailPool(scope, this, "operations", false);
        new UserGroup(
                OPERATORS,
                UserGroupArgs.builder()
                        .userPoolId(pool.id())
                        .name(OPERATORS)
                        .description("May see visitors' names and addresses")
                        .build(),
                Scope.in(this));
        this.client =
                new UserPoolClient("dashboard", client(scope.names().regional("dashboard"), urls), Scope.in(this));
        new UserPoolDomain(
                "operations",
                UserPoolDomainArgs.builder()
                        .userPoolId(pool.id())
                        // Taken by one pool in the region, whoever's it is. Cognito refuses some words, which a stack's
                        // name may have.
                        .domain(scope.accountId()
                                .applyValue(account ->
                                        scope.names().regional(account).replaceAll("aws|amazon|cognito", "x")))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("userPoolId", pool.id()));
    }

    private UserPoolClientArgs client(String name, List<String> urls) {
        return UserPoolClientArgs.builder()
                .userPoolId(pool.id())
                .name(name)
                .generateSecret(false)
                .supportedIdentityProviders("COGNITO")
                .allowedOauthFlowsUserPoolClient(true)
                .allowedOauthFlows("code")
                .allowedOauthScopes("openid", "email", "profile")
                .callbackUrls(urls.stream().map(url -> url + CALLBACK).toList())
                .logoutUrls(urls.stream().map(url -> url + SIGNED_OUT).toList())
                // People sign in on the pool's own page; none of the flows by which a program sends a password.
                .explicitAuthFlows("ALLOW_REFRESH_TOKEN_AUTH")
                .preventUserExistenceErrors("ENABLED")
                .enableTokenRevocation(true)
                .idTokenValidity(60)
                .accessTokenValidity(60)
                .refreshTokenValidity(1)
                .tokenValidityUnits(UserPoolClientTokenValidityUnitsArgs.builder()
                        .idToken("minutes")
                        .accessToken("minutes")
                        .refreshToken("days")
                        .build())
                .build();
    }

    /** Returns what the dashboard needs to know. */
    public Output<SignInExports> exports() {
        return Output.tuple(pool.id(), client.id()).applyValue(ids -> new SignInExports(ids.t1, ids.t2));
    }
}
