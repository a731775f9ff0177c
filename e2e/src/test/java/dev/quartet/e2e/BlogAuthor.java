package dev.quartet.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An account in the blog's user pool, which the owner makes; an author when in the group {@code authors}. */
final class BlogAuthor {
    private static final String PASSWORD = "Correct-Horse-7";

    private final BlogAccess blog;
    private final String idToken;

    private BlogAuthor(BlogAccess blog, String idToken) {
        this.blog = blog;
        this.idToken = idToken;
    }

    static BlogAuthor create(BlogAccess blog) {
        return account(blog, true);
    }

    /** Makes an account that is no author's. */
    static BlogAuthor createWithoutGroup(BlogAccess blog) {
        return account(blog, false);
    }

    private static BlogAuthor account(BlogAccess blog, boolean author) {
        var pool = blog.exports().userPoolId();
        var email = UUID.randomUUID() + "@example.com";
        try (var idp = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(blog.stack().cloudUrl()))
                .region(blog.stack().region())
                .credentialsProvider(blog.stack().root())
                .build()) {
            idp.adminCreateUser(
                    request -> request.userPoolId(pool).username(email).messageAction(MessageActionType.SUPPRESS));
            idp.adminSetUserPassword(request ->
                    request.userPoolId(pool).username(email).password(PASSWORD).permanent(true));
            if (author) {
                idp.adminAddUserToGroup(
                        request -> request.userPoolId(pool).username(email).groupName("authors"));
            }
            var tokens = idp.initiateAuth(
                            request -> request.clientId(blog.exports().userPoolClientId())
                                    .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                                    .authParameters(Map.of("USERNAME", email, "PASSWORD", PASSWORD)))
                    .authenticationResult();
            return new BlogAuthor(blog, tokens.idToken());
        }
    }

    /** Sends a body to the API at the edge. */
    HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return TodoUser.send(blog.request(path)
                .header("Authorization", idToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Asks for a place to upload to, uploads there, and returns the picture's key. */
    String upload(String fileName, String type, byte[] content) throws IOException, InterruptedException {
        ObjectNode asked = TodoUser.JSON
                .createObjectNode()
                .put("fileName", fileName)
                .put("contentType", type)
                .put("size", content.length);
        var answer = post("/api/images", asked);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(
                    "no place to upload to: %d %s".formatted(answer.statusCode(), answer.body()));
        }
        var place = TodoUser.json(answer);
        var request = HttpRequest.newBuilder(URI.create(place.path("uploadUrl").asString()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        for (var header : place.path("headers").properties()) {
            if (!Set.of("content-length", "host").contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                request.header(header.getKey(), header.getValue().asString());
            }
        }
        var put = TodoUser.send(request);
        if (put.statusCode() != 200) {
            throw new IllegalStateException("the upload was refused: %d %s".formatted(put.statusCode(), put.body()));
        }
        return place.path("key").asString();
    }

    /** Returns the pictures that were rejected, with their reasons. */
    JsonNode rejected() throws IOException, InterruptedException {
        return TodoUser.json(TodoUser.send(blog.request("/api/images/rejected").header("Authorization", idToken)))
                .path("items");
    }
}
