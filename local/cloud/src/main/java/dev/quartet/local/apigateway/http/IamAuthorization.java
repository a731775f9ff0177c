package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * AWS_IAM: a signature for service execute-api, and policies that allow {@code execute-api:Invoke} on the path asked for. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html Thread-safe.
 */
final class IamAuthorization implements Authorization {
    private static final String SERVICE = "execute-api";
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/,\\s]+)/");

    private final RequestAuthenticator authenticator;
    private final Authorizer authorizer;

    IamAuthorization(RequestAuthenticator authenticator, Authorizer authorizer) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public void authorize(Call call) throws IOException {
        if (declaredLength(call) > Call.MAX_BODY_BYTES) {
            throw Failure.of(413);
        }
        var request = authenticated(call);
        var resource = call.stage().arn(call.method() + Paths.decode(call.path()));
        try {
            authorizer.require(AccessRequest.of(request.caller(), "execute-api:Invoke", resource));
        } catch (AwsException e) {
            throw Failure.of(403, e.getMessage());
        }
        call.verified(request.exchange());
        call.authorized(identity(call, request.caller()));
    }

    private AwsRequest authenticated(Call call) throws IOException {
        AwsRequest request;
        try {
            request = authenticator.authenticate(call.exchange());
        } catch (AwsException e) {
            throw Failure.of(403, e.code() + ": " + e.getMessage());
        }
        if (request.caller().kind() == Caller.Kind.ANONYMOUS) {
            throw Failure.of(
                    403, "the request is not signed, and route %s asks for AWS_IAM".formatted(call.routeKey()));
        }
        if (!request.service().equals(SERVICE)
                || !request.region().equals(call.stage().cloud().region())) {
            throw Failure.of(
                    403,
                    "the request is signed for %s in %s; expected is %s in %s"
                            .formatted(
                                    request.service(),
                                    request.region(),
                                    SERVICE,
                                    call.stage().cloud().region()));
        }
        return request;
    }

    private static Identity identity(Call call, Caller caller) {
        var key = ACCESS_KEY.matcher(call.exchange().header("authorization").orElse(""));
        var account = call.stage().cloud().accountId();
        return new Identity.Iam(
                key.find() ? key.group(1) : "",
                account,
                caller.arn(),
                caller.context().getOrDefault("aws:userid", account));
    }

    private static long declaredLength(Call call) {
        try {
            return Long.parseLong(call.exchange().header("content-length").orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
