package dev.quartet.local.cli;

import dev.quartet.exports.SignInExports;
import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Two users of the dashboard, one of each role, as an administrator makes them: by the user pool's API. */
final class DashboardUsers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OPERATOR = "operator@example.com";
    private static final String VIEWER = "viewer@example.com";
    /** The program's own group of those who may see personal data. */
    private static final String OPERATORS = "operators";

    private final HttpClient http;
    private final URI endpoint;
    private final RequestSigner owner;
    private final String pool;
    private final String password = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    private DashboardUsers(HttpClient http, URI endpoint, RequestSigner owner, String pool) {
        this.http = http;
        this.endpoint = endpoint;
        this.owner = owner;
        this.pool = pool;
    }

    /** Makes them and returns how to sign in; throws {@link CommandException} when the stack has no pool for them. */
    static String create(StackExports exports, RequestSigner owner) throws IOException, InterruptedException {
        SignInExports signIn =
                exports.operations() == null ? null : exports.operations().signIn();
        if (signIn == null || exports.endpointUrl() == null) {
            throw new CommandException(
                    ExitCode.PROGRAM_FAILED, "--sign-in needs a user pool for the dashboard; set quartet:dashboardUrl");
        }
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var users = new DashboardUsers(http, URI.create(exports.endpointUrl() + "/"), owner, signIn.userPoolId());
            users.create(OPERATOR);
            users.call("AdminAddUserToGroup", users.user(OPERATOR).put("GroupName", OPERATORS));
            users.create(VIEWER);
            return "sign in to the dashboard as %s or %s, password %s".formatted(OPERATOR, VIEWER, users.password);
        }
    }

    private void create(String name) throws IOException, InterruptedException {
        var create = user(name).put("MessageAction", "SUPPRESS");
        var attributes = create.putArray("UserAttributes");
        attributes.addObject().put("Name", "email").put("Value", name);
        attributes.addObject().put("Name", "email_verified").put("Value", "true");
        call("AdminCreateUser", create);
        call("AdminSetUserPassword", user(name).put("Password", password).put("Permanent", true));
    }

    private ObjectNode user(String name) {
        return CloudClient.JSON.createObjectNode().put("UserPoolId", pool).put("Username", name);
    }

    private void call(String operation, ObjectNode input) throws IOException, InterruptedException {
        var body = CloudClient.JSON.writeValueAsString(input).getBytes(StandardCharsets.UTF_8);
        var headers = Map.of(
                "Content-Type",
                "application/x-amz-json-1.1",
                "X-Amz-Target",
                "AWSCognitoIdentityProviderService." + operation);
        var request = owner.sign("POST", endpoint, "cognito-idp", headers, body)
                .timeout(PATIENCE)
                .method("POST", HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s answered %d: %s".formatted(operation, answer.statusCode(), answer.body()));
        }
    }
}
