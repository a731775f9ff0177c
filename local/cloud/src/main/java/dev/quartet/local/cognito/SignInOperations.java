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
    private static final int FAILURES_BEFORE_LOCK = 5;
    private static final int LONGEST_SRP_A = 1024;
    private static final Duration LOCK = Duration.ofSeconds(1);

    /** A sign-in by SRP between its two steps. */
    private record Pending(UserPool pool, User user, PoolClient client, Srp.Exchange exchange) {}

    private final UserPools pools;
    private final Sessions sessions;
    private final SignInMetrics metrics;
    private final Cache<String, Pending> pending = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(3))
            .build();

    SignInOperations(UserPools pools, Sessions sessions, SignInMetrics metrics) {
        this.pools = pools;
        this.sessions = sessions;
        this.metrics = metrics;
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
        try {
            var output = sessions.refresh(pool, client, requiredText(parameters, "REFRESH_TOKEN"));
            metrics.refreshed(pool, client, true);
            return output;
        } catch (AwsException e) {
            metrics.refreshed(pool, client, false);
            throw e;
        }
    }

    private ObjectNode byPassword(UserPool pool, PoolClient client, JsonNode parameters) {
        var login = requiredText(parameters, "USERNAME");
        var password = requiredText(parameters, "PASSWORD");
        client.requireSecretHash(login, text(parameters, "SECRET_HASH").orElse(""));
        var user = pool.find(login);
        if (user.isEmpty()) {
            metrics.signedIn(pool, client, false);
            throw unknownUser(client);
        }
        requireUnlocked(pool, user.get());
        var verifier = user.get().password;
        boolean right = verifier != null && verifier.matches(pool.srpName(), user.get().name, password);
        return finish(pool, client, user.get(), right);
    }

    private ObjectNode beginSrp(UserPool pool, PoolClient client, JsonNode parameters) {
        client.requireFlow("USER_SRP_AUTH");
        var login = requiredText(parameters, "USERNAME");
        client.requireSecretHash(login, text(parameters, "SECRET_HASH").orElse(""));
        var user = pool.find(login).orElseThrow(() -> unknownUser(client));
        requireUnlocked(pool, user);
        var verifier = Optional.ofNullable(user.password).orElseThrow(SignInOperations::wrong);
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
            throw wrong();
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
        pool.with(user, u -> {
            u.failedSignIns = right ? 0 : u.failedSignIns + 1;
            if (u.failedSignIns >= FAILURES_BEFORE_LOCK) {
                // Doubles with each failure, as Cognito's lockout does.
                u.lockedUntil =
                        pool.now().plus(LOCK.multipliedBy(1L << Math.min(10, u.failedSignIns - FAILURES_BEFORE_LOCK)));
            }
            return u;
        });
        boolean usable = user.enabled && user.status == User.Status.CONFIRMED;
        metrics.signedIn(pool, client, right && usable);
        if (!right) {
            throw wrong();
        }
        if (!user.enabled) {
            throw new AwsException("NotAuthorizedException", 400, "User is disabled.");
        }
        if (user.status == User.Status.UNCONFIRMED) {
            throw new AwsException("UserNotConfirmedException", 400, "User is not confirmed.");
        }
        if (!usable) {
            throw new AwsException(
                    "PasswordResetRequiredException",
                    400,
                    "The user's password must be set by admin-set-user-password or forgot-password first");
        }
        return sessions.open(pool, user, client);
    }

    private static PoolClient client(UserPool pool, ObjectNode input) {
        var client = pool.clients().get(requiredText(input, "ClientId"));
        if (client == null) {
            throw new AwsException("ResourceNotFoundException", 400, "User pool client does not exist.");
        }
        return client;
    }

    private static void requireUnlocked(UserPool pool, User user) {
        if (user.lockedUntil.isAfter(pool.now())) {
            throw new AwsException("NotAuthorizedException", 400, "Password attempts exceeded");
        }
    }

    private static AwsException unknownUser(PoolClient client) {
        return client.hidesUsers() ? wrong() : new AwsException("UserNotFoundException", 400, "User does not exist.");
    }

    private static AwsException wrong() {
        return new AwsException("NotAuthorizedException", 400, "Incorrect username or password.");
    }
}
