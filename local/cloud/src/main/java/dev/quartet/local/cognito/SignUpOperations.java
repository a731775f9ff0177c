package dev.quartet.local.cognito;

import static dev.quartet.local.aws.WireValues.requiredText;
import static dev.quartet.local.aws.WireValues.text;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.MailSink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signing up and getting back in: the operations that mail codes. Thread-safe. */
final class SignUpOperations {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SENDER = "no-reply@verificationemail.com";

    private final UserPools pools;
    private final MailSink mail;
    private final SignInMetrics metrics;

    SignUpOperations(UserPools pools, MailSink mail, SignInMetrics metrics) {
        this.pools = pools;
        this.mail = mail;
        this.metrics = metrics;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "SignUp", this::signUp,
                "ConfirmSignUp", this::confirm,
                "ResendConfirmationCode", this::resend,
                "ForgotPassword", this::forgot,
                "ConfirmForgotPassword", this::confirmForgot);
    }

    private JsonNode signUp(AwsRequest request, ObjectNode input) {
        var client = clientOf(input);
        var pool = pools.ofClient(client.id());
        if (pool.adminsOnly()) {
            throw new AwsException("NotAuthorizedException", 400, "SignUp is not permitted for this user pool");
        }
        var login = requiredText(input, "Username");
        var password = requiredText(input, "Password");
        client.requireSecretHash(login, text(input, "SecretHash").orElse(""));
        User user;
        try {
            pool.policy().check(password);
            user = pool.create(login, attributes(input));
        } catch (AwsException e) {
            metrics.signedUp(pool, client, false);
            throw e;
        }
        var verifier = Srp.Verifier.of(pool.srpName(), user.name, password);
        var code = pool.newCode();
        pool.with(user, u -> {
            u.password = verifier;
            u.confirmation = code;
            return u;
        });
        metrics.signedUp(pool, client, true);
        var output = JSON.createObjectNode().put("UserConfirmed", false).put("UserSub", user.sub);
        if (pool.verifiesEmail()) {
            deliver(user, code).ifPresent(delivery -> output.set("CodeDeliveryDetails", delivery));
        }
        return output;
    }

    private JsonNode confirm(AwsRequest request, ObjectNode input) {
        var client = clientOf(input);
        var pool = pools.ofClient(client.id());
        var user = pool.require(requiredText(input, "Username"));
        var given = requiredText(input, "ConfirmationCode");
        pool.with(user, u -> {
            if (u.status != User.Status.UNCONFIRMED) {
                throw new AwsException(
                        "NotAuthorizedException", 400, "User cannot be confirmed. Current status is " + u.status);
            }
            requireCode(pool, u.confirmation, given);
            u.confirmation = null;
            u.status = User.Status.CONFIRMED;
            u.attributes.put("email_verified", "true");
            return u;
        });
        return JSON.createObjectNode();
    }

    private JsonNode resend(AwsRequest request, ObjectNode input) {
        var pool = pools.ofClient(clientOf(input).id());
        var user = pool.require(requiredText(input, "Username"));
        var code = pool.newCode();
        pool.with(user, u -> {
            if (u.status != User.Status.UNCONFIRMED) {
                throw new AwsException("InvalidParameterException", 400, "User is already confirmed.");
            }
            u.confirmation = code;
            return u;
        });
        return delivered(user, code);
    }

    private JsonNode forgot(AwsRequest request, ObjectNode input) {
        var pool = pools.ofClient(clientOf(input).id());
        var user = pool.require(requiredText(input, "Username"));
        var code = pool.newCode();
        pool.with(user, u -> u.reset = code);
        return delivered(user, code);
    }

    private JsonNode confirmForgot(AwsRequest request, ObjectNode input) {
        var pool = pools.ofClient(clientOf(input).id());
        var user = pool.require(requiredText(input, "Username"));
        var password = requiredText(input, "Password");
        var given = requiredText(input, "ConfirmationCode");
        pool.policy().check(password);
        var verifier = Srp.Verifier.of(pool.srpName(), user.name, password);
        pool.with(user, u -> {
            requireCode(pool, u.reset, given);
            u.reset = null;
            u.password = verifier;
            u.status = User.Status.CONFIRMED;
            u.failedSignIns = 0;
            return u;
        });
        return JSON.createObjectNode();
    }

    private PoolClient clientOf(ObjectNode input) {
        var id = requiredText(input, "ClientId");
        var client = pools.ofClient(id).clients().get(id);
        if (client == null) {
            throw new AwsException("ResourceNotFoundException", 400, "User pool client " + id + " does not exist.");
        }
        return client;
    }

    private JsonNode delivered(User user, User.Code code) {
        var output = JSON.createObjectNode();
        deliver(user, code).ifPresent(delivery -> output.set("CodeDeliveryDetails", delivery));
        return output;
    }

    private Optional<ObjectNode> deliver(User user, User.Code code) {
        var email = user.attributes.get("email");
        if (email == null) {
            return Optional.empty();
        }
        mail.deliver(new MailSink.Message(
                UUID.randomUUID().toString(),
                SENDER,
                List.of(email),
                "Your verification code",
                "Your confirmation code is " + code.value(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        return Optional.of(JSON.createObjectNode()
                .put("AttributeName", "email")
                .put("DeliveryMedium", "EMAIL")
                .put("Destination", email.charAt(0) + "***@" + email.charAt(email.indexOf('@') + 1) + "***"));
    }

    static Map<String, String> attributes(ObjectNode input) {
        var result = new LinkedHashMap<String, String>();
        for (var attribute : input.path("UserAttributes")) {
            var name = requiredText(attribute, "Name");
            if (name.equals("sub") || name.startsWith("cognito:")) {
                throw new AwsException("InvalidParameterException", 400, "The attribute " + name + " cannot be set.");
            }
            result.put(name, text(attribute, "Value").orElse(""));
        }
        return result;
    }

    private static void requireCode(UserPool pool, User.@Nullable Code code, String given) {
        if (code == null
                || !MessageDigest.isEqual(
                        code.value().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
            throw new AwsException(
                    "CodeMismatchException", 400, "Invalid verification code provided, please try again.");
        }
        if (code.expires().isBefore(pool.now())) {
            throw new AwsException("ExpiredCodeException", 400, "Invalid code provided, please request a code again.");
        }
    }
}
