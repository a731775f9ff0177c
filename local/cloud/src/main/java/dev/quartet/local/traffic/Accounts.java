package dev.quartet.local.traffic;

import dev.quartet.exports.TodoExports;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cognito as an app on a device uses it: sign up, confirm by the mailed code, sign in, refresh. Thread-safe. */
final class Accounts {
    private static final String USER_POOLS = "AWSCognitoIdentityProviderService.";
    private static final String IDENTITIES = "AWSCognitoIdentityService.";
    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");
    private static final Duration MAIL_PATIENCE = Duration.ofSeconds(10);
    private static final long MAIL_POLL_NANOS = 100_000_000;

    private final Wire wire;
    private final String endpoint;
    private final String region;
    private final TodoExports todo;

    Accounts(Wire wire, String endpoint, String region, TodoExports todo) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.region = region;
        this.todo = todo;
    }

    /** Tokens of a session; {@code expiresAt} is the ID token's end. Secrets: never to be logged. */
    record Tokens(String idToken, String refreshToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Tokens[until " + expiresAt + "]";
        }
    }

    /** Temporary credentials and the identity they belong to. Secrets: never to be logged. */
    record Session(
            String identityId, String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[" + identityId + ", until " + expiresAt + "]";
        }
    }

    Tokens register(String email, String password) throws FailedRequestException, InterruptedException {
        var signUp = client().put("Username", email).put("Password", password);
        signUp.putArray("UserAttributes").addObject().put("Name", "email").put("Value", email);
        pools(Operation.SIGN_UP, "SignUp", signUp);
        pools(
                Operation.CONFIRM,
                "ConfirmSignUp",
                client().put("Username", email).put("ConfirmationCode", mailedCode(email)));
        var signIn = client().put("AuthFlow", "USER_PASSWORD_AUTH");
        signIn.putObject("AuthParameters").put("USERNAME", email).put("PASSWORD", password);
        var result = pools(Operation.SIGN_IN, "InitiateAuth", signIn).path("AuthenticationResult");
        return tokens(result, result.path("RefreshToken").asString());
    }

    Tokens refresh(Tokens old) throws FailedRequestException, InterruptedException {
        var input = client().put("AuthFlow", "REFRESH_TOKEN_AUTH");
        input.putObject("AuthParameters").put("REFRESH_TOKEN", old.refreshToken());
        return tokens(
                pools(Operation.REFRESH_TOKENS, "InitiateAuth", input).path("AuthenticationResult"),
                old.refreshToken());
    }

    Session session(Tokens tokens) throws FailedRequestException, InterruptedException {
        var provider = "cognito-idp.%s.amazonaws.com/%s".formatted(region, todo.userPoolId());
        var getId = Wire.JSON.createObjectNode().put("IdentityPoolId", todo.identityPoolId());
        getId.putObject("Logins").put(provider, tokens.idToken());
        var identity = wire.call(Operation.GET_IDENTITY, endpoint, IDENTITIES + "GetId", getId)
                .path("IdentityId")
                .asString();
        var input = Wire.JSON.createObjectNode().put("IdentityId", identity);
        input.putObject("Logins").put(provider, tokens.idToken());
        var credentials = wire.call(
                        Operation.GET_CREDENTIALS, endpoint, IDENTITIES + "GetCredentialsForIdentity", input)
                .path("Credentials");
        return new Session(
                identity,
                credentials.path("AccessKeyId").asString(),
                credentials.path("SecretKey").asString(),
                credentials.path("SessionToken").asString(),
                Instant.ofEpochSecond((long) credentials.path("Expiration").asDouble()));
    }

    private String mailedCode(String email) throws FailedRequestException, InterruptedException {
        long patience = System.nanoTime() + MAIL_PATIENCE.toNanos();
        do {
            var mails = wire.expect(
                    Operation.READ_CODE,
                    Wire.request(endpoint + "/_quartet/mail").GET().build());
            for (var mail : Wire.JSON.readTree(mails.body())) {
                var code = CODE.matcher(mail.path("text").asString());
                if (mail.path("to").path(0).asString().equals(email) && code.find()) {
                    return code.group();
                }
            }
            LockSupport.parkNanos(MAIL_POLL_NANOS);
        } while (System.nanoTime() < patience && !Thread.currentThread().isInterrupted());
        throw new FailedRequestException("no mail to " + email + " within " + MAIL_PATIENCE);
    }

    private JsonNode pools(Operation operation, String name, JsonNode input)
            throws FailedRequestException, InterruptedException {
        return wire.call(operation, endpoint, USER_POOLS + name, input);
    }

    private ObjectNode client() {
        return Wire.JSON.createObjectNode().put("ClientId", todo.userPoolClientId());
    }

    private static Tokens tokens(JsonNode result, String refreshToken) {
        return new Tokens(
                result.path("IdToken").asString(),
                refreshToken,
                Instant.now().plusSeconds(result.path("ExpiresIn").asLong()));
    }
}
