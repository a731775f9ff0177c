package dev.quartet.local.lambda;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lambda as it assumes functions' roles. Thread-safe. */
final class RoleSessions {
    /** How long a process may live on its credentials. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private static final Caller LAMBDA = Caller.service("lambda.amazonaws.com");

    private final CloudContext context;
    private final CredentialIssuer issuer;

    RoleSessions(CloudContext context, CredentialIssuer issuer) {
        this.context = context;
        this.issuer = issuer;
    }

    /** Returns credentials for a process of {@code function}; throws as {@link CredentialIssuer} does. */
    Credentials assume(FunctionVersion function) {
        return issuer.assume(
                LAMBDA,
                "sts:AssumeRole",
                function.role(),
                function.name(),
                Map.of(
                        "aws:SourceAccount", context.accountId(),
                        "aws:SourceArn", function.arn().toString()),
                Map.of("lambda:SourceFunctionArn", function.arn().toString()),
                function.placement(),
                LIFETIME);
    }

    /** Throws as {@link CredentialIssuer} does when Lambda may not assume the function's role. */
    void require(FunctionVersion function) {
        var unused = assume(function);
    }

    /** Returns the function's role as a caller, for what Lambda does on its behalf. */
    Caller caller(FunctionVersion function) {
        var role = function.role().substring(function.role().lastIndexOf('/') + 1);
        return new Caller(
                Caller.Kind.ROLE,
                new Arn("aws", "sts", "", context.accountId(), "assumed-role/%s/%s".formatted(role, function.name()))
                        .toString(),
                Optional.of(function.role()),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}
