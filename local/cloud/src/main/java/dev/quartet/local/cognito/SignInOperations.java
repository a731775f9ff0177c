package dev.quartet.local.cognito;

import static dev.quartet.local.aws.WireValues.requiredText;
import static dev.quartet.local.aws.WireValues.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.AwsException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signing in by SRP, by password and by refresh token. Thread-safe. */
final class SignInOperations {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_SRP_A = 1024;

    /** A sign-in by SRP between its two steps. */
    private record Pending(UserPool pool, User user, PoolClient client, Srp.Exchange exchange) {}

    private final UserPools pools;
    private final Sessions sessions;
    private final SignInGate gate;
    private final Cache<String, Pending> pending = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(3))
            .build();

    SignInOperations(UserPools pools, Sessions sessions, SignInMetrics metrics) {
        this.pools = pools;
        this.sessions = sessions;
        this.gate = new SignInGate(metrics);
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "InitiateAuth", (request, input) -> initiate(input, ""),
                "AdminInitiateAuth", (request, input) -> initiate(input, "ADMIN_"),
                "RespondToAuthChallenge", this::respond,
                "AdminRespondToAuthChallenge", this::respond,
                "RevokeToken", this::revoke);
    }

    private JsonNode initiate(ObjectNode input, String prefix) {
        var pool = pools.ofClient(requiredText(input, "ClientId"));
        var client = client(pool, input);
        var parameters = input.path("AuthParameters");
        var flow = requiredText(input, "AuthFlow");
        return switch (flow) {
            case "USER_SRP_AUTH" -> beginSrp(pool, client, parameters);
            case "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" -> {
                if (flow.startsWith("ADMIN") != prefix.startsWith("ADMIN")) {
                    throw new AwsException("InvalidParameterException", 400, flow + " is not a flow of this operation");
                }
                client.requireFlow(prefix + "USER_PASSWORD_AUTH");
                yield byPassword(pool, client, parameters);
            }
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> {
                client.requireFlow("REFRESH_TOKEN_AUTH");
                yield refresh(pool, client, parameters);
            }
            default ->
                throw new AwsException(
                        "InvalidParameterException",
                        400,
                        "AuthFlow must be USER_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH or REFRESH_TOKEN_AUTH, not "
                                + flow);
        };
    }

    private ObjectNode refresh(UserPool pool, PoolClient client, JsonNode parameters) {
        return gate.refresh(sessions, pool, client, requiredText(parameters, "REFRESH_TOKEN"));
    }

    private ObjectNode byPassword(UserPool pool, PoolClient client, JsonNode parameters) {
        var login = requiredText(parameters, "USERNAME");
        var password = requiredText(parameters, "PASSWORD");
        client.requireSecretHash(login, text(parameters, "SECRET_HASH").orElse(""));
        return sessions.open(pool, gate.byPassword(pool, client, login, password), client);
    }

    private ObjectNode beginSrp(UserPool pool, PoolClient client, JsonNode parameters) {
        client.requireFlow("USER_SRP_AUTH");
        var login = requiredText(parameters, "USERNAME");
        client.requireSecretHash(login, text(parameters, "SECRET_HASH").orElse(""));
        var user = pool.find(login).orElseThrow(() -> SignInGate.unknownUser(client));
        SignInGate.requireUnlocked(pool, user);
        var verifier = Optional.ofNullable(user.password).orElseThrow(SignInGate::wrong);
        Srp.Exchange exchange;
        var clientPublic = requiredText(parameters, "SRP_A");
        try {
            if (clientPublic.length() > LONGEST_SRP_A) {
                throw new IllegalArgumentException("too long");
            }
            exchange = Srp.Exchange.begin(verifier, new BigInteger(clientPublic, 16));
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidParameterException", 400, "SRP_A is not valid: " + e.getMessage());
        }
        var block = Srp.secretBlock();
        pending.put(block, new Pending(pool, user, client, exchange));
        var output = JSON.createObjectNode().put("ChallengeName", "PASSWORD_VERIFIER");
        output.putObject("ChallengeParameters")
                .put("SALT", Srp.hex(verifier.salt()))
                .put("SECRET_BLOCK", block)
                .put("SRP_B", Srp.hex(exchange.serverPublic()))
                .put("USERNAME", user.name)
                .put("USER_ID_FOR_SRP", user.name);
        return output;
    }

    private JsonNode respond(AwsRequest request, ObjectNode input) {
        var challenge = requiredText(input, "ChallengeName");
        if (!challenge.equals("PASSWORD_VERIFIER")) {
            throw new AwsException(
                    "InvalidParameterException", 400, "ChallengeName must be PASSWORD_VERIFIER, not " + challenge);
        }
        var responses = input.path("ChallengeResponses");
        var block = requiredText(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
        var begun = pending.asMap().remove(block); // once only
        if (begun == null || !begun.client().id().equals(requiredText(input, "ClientId"))) {
            throw SignInGate.wrong();
        }
        byte[] given;
        byte[] blockBytes;
        try {
            given = Base64.getDecoder().decode(requiredText(responses, "PASSWORD_CLAIM_SIGNATURE"));
            blockBytes = Base64.getDecoder().decode(block);
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidParameterException", 400, "PASSWORD_CLAIM_SIGNATURE must be Base64");
        }
        var expected = begun.exchange()
                .expectedSignature(
                        begun.pool().srpName(), begun.user().name, blockBytes, requiredText(responses, "TIMESTAMP"));
        return finish(begun.pool(), begun.client(), begun.user(), MessageDigest.isEqual(given, expected));
    }

    private JsonNode revoke(AwsRequest request, ObjectNode input) {
        var pool = pools.ofClient(requiredText(input, "ClientId"));
        client(pool, input);
        sessions.revoke(requiredText(input, "Token"));
        return JSON.createObjectNode();
    }

    private ObjectNode finish(UserPool pool, PoolClient client, User user, boolean right) {
        gate.admit(pool, client, user, right);
        return sessions.open(pool, user, client);
    }

    private static PoolClient client(UserPool pool, ObjectNode input) {
        var client = pool.clients().get(requiredText(input, "ClientId"));
        if (client == null) {
            throw new AwsException("ResourceNotFoundException", 400, "User pool client does not exist.");
        }
        return client;
    }
}
