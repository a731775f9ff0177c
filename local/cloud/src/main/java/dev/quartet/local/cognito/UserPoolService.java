package dev.quartet.local.cognito;

import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The user pools' API ({@code cognito-idp}), JSON 1.1. Thread-safe. */
public final class UserPoolService implements AwsService {
    private final UserPools pools;
    private final Authorizer authorizer;
    private final AwsJsonProtocol protocol;

    /** Serves {@code pools}; codes go to {@code mail}. */
    public UserPoolService(
            CloudContext context, UserPools pools, MailSink mail, Metrics metrics, Authorizer authorizer) {
        this.pools = pools;
        this.authorizer = authorizer;
        var signInMetrics = new SignInMetrics(metrics, context.region());
        var operations = new HashMap<String, JsonOperation>();
        operations.putAll(new SignInOperations(pools, pools.sessions(), signInMetrics).operations());
        operations.putAll(new AdminOperations(pools).operations());
        // The rest is for everybody: whoever knows a client's id, a code or an access token.
        operations.replaceAll((name, operation) ->
                name.startsWith("Admin") || name.startsWith("List") ? forAdministrators(name, operation) : operation);
        operations.putAll(new SignUpOperations(pools, mail, signInMetrics).operations());
        operations.putAll(new ProfileOperations(pools).operations());
        this.protocol = new AwsJsonProtocol(Map.copyOf(operations));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("cognito-idp");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("AWSCognitoIdentityProviderService");
    }

    @Override
    public boolean answersUnsigned(String method, String rawPath) {
        return method.equals("GET") && pools.wellKnown(rawPath).isPresent();
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        var document = request.exchange().method().equals("GET")
                ? pools.wellKnown(request.exchange().rawPath())
                : java.util.Optional.<String>empty();
        if (document.isPresent()) {
            request.exchange()
                    .respond(
                            200,
                            Map.of("Content-Type", "application/json", "Cache-Control", "public, max-age=86400"),
                            document.get().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return;
        }
        protocol.handle(request);
    }

    private JsonOperation forAdministrators(String name, JsonOperation operation) {
        return (request, input) -> {
            var resource = WireValues.text(input, "UserPoolId")
                    .map(id -> pools.require(id).arn())
                    .orElse("*");
            authorizer.require(AccessRequest.of(request.caller(), "cognito-idp:" + name, resource));
            return operation.run(request, input);
        };
    }
}
