package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * Who makes a call: a principal with its place in the network. Immutable.
 *
 * @param arn {@code arn:aws:sts::…:assumed-role/name/session}, the account's root, or empty for the anonymous caller
 * @param roleArn the role whose policies count; absent for the root and the anonymous caller, who are judged by kind
 * @param service a service principal such as {@code apigateway.amazonaws.com}, when a service calls
 * @param context condition keys that come with the session, such as {@code cognito-identity.amazonaws.com:sub}
 * @param placement where in the VPC the call comes from; absent for the internet and for AWS's own network
 */
public record Caller(
        Kind kind,
        String arn,
        Optional<String> roleArn,
        Optional<String> service,
        Map<String, String> context,
        Optional<Placement> placement) {
    /** What sort of principal it is. */
    public enum Kind {
        /** The account's owner: the credentials of {@code aws.env}. May do all that no policy denies. */
        ROOT,
        /** A role's session. */
        ROLE,
        /** An AWS service acting for the account. */
        SERVICE,
        /** Nobody: the request was not signed. */
        ANONYMOUS
    }

    /** An unsigned request. */
    public static final Caller ANONYMOUS =
            new Caller(Kind.ANONYMOUS, "", Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    public Caller {
        requireNonNull(kind, "kind is null");
        requireNonNull(arn, "arn is null");
        context = Map.copyOf(context);
    }

    /** Returns AWS's service {@code principal}, for example {@code apigateway.amazonaws.com}. */
    public static Caller service(String principal) {
        return new Caller(
                Kind.SERVICE, principal, Optional.empty(), Optional.of(principal), Map.of(), Optional.empty());
    }

    /**
     * Returns AWS's service {@code principal} acting for {@code sourceArn}, which resource policies see as
     * {@code aws:SourceArn}, with {@code accountId} as {@code aws:SourceAccount}.
     */
    public static Caller service(String principal, String sourceArn, String accountId) {
        return new Caller(
                Kind.SERVICE,
                principal,
                Optional.empty(),
                Optional.of(principal),
                Map.of("aws:SourceArn", sourceArn, "aws:SourceAccount", accountId),
                Optional.empty());
    }
}
