package dev.quartet.local.cognito;

import static dev.quartet.local.aws.WireValues.requiredText;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.AwsException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a signed-in user does with an access token. Thread-safe. */
final class ProfileOperations {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record SignedIn(UserPool pool, User user) {}

    private final UserPools pools;

    ProfileOperations(UserPools pools) {
        this.pools = pools;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "GetUser", this::getUser,
                "ChangePassword", this::changePassword,
                "GlobalSignOut", this::globalSignOut,
                "DeleteUser", this::deleteUser);
    }

    private JsonNode getUser(AwsRequest request, ObjectNode input) {
        var signedIn = require(input);
        var output = JSON.createObjectNode().put("Username", signedIn.user().name);
        AdminOperations.writeAttributes(output.putArray("UserAttributes"), signedIn.pool(), signedIn.user());
        return output;
    }

    private JsonNode changePassword(AwsRequest request, ObjectNode input) {
        var signedIn = require(input);
        var pool = signedIn.pool();
        var user = signedIn.user();
        var proposed = requiredText(input, "ProposedPassword");
        var verifier = user.password;
        if (verifier == null || !verifier.matches(pool.srpName(), user.name, requiredText(input, "PreviousPassword"))) {
            throw new AwsException("NotAuthorizedException", 400, "Incorrect username or password.");
        }
        pool.policy().check(proposed);
        var next = Srp.Verifier.of(pool.srpName(), user.name, proposed);
        pool.with(user, u -> u.password = next);
        return JSON.createObjectNode();
    }

    private JsonNode globalSignOut(AwsRequest request, ObjectNode input) {
        var signedIn = require(input);
        signedIn.pool()
                .with(signedIn.user(), u -> u.signedOutAt = signedIn.pool().now());
        return JSON.createObjectNode();
    }

    private JsonNode deleteUser(AwsRequest request, ObjectNode input) {
        var signedIn = require(input);
        signedIn.pool().delete(signedIn.user());
        return JSON.createObjectNode();
    }

    private SignedIn require(ObjectNode input) {
        var token = requiredText(input, "AccessToken");
        for (var pool : pools.all()) {
            Optional<User> user = pool.tokens()
                    .verify(token)
                    .filter(claims -> "access".equals(claims.getClaim("token_use")))
                    .flatMap(claims -> pool.find(String.valueOf(claims.getClaim("username")))
                            .filter(found -> !found.signedOutAt.isAfter(
                                    claims.getIssueTime().toInstant())));
            if (user.isPresent()) {
                return new SignedIn(pool, user.get());
            }
        }
        throw new AwsException("NotAuthorizedException", 400, "Invalid Access Token");
    }
}
