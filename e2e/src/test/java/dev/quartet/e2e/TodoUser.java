package dev.quartet.e2e;

import dev.quartet.exports.TodoExports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A signed-up user of the to-do app who holds nothing but what the stack exports and the user's own tokens. */
public final class TodoUser {
    static final JsonMapper JSON = JsonMapper.shared();
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    private static final String PASSWORD = "Correct-Horse-7";

    private final StackAccess stack;
    private final TodoExports todo;
    private final AuthenticationResultType tokens;

    private TodoUser(StackAccess stack, TodoExports todo, AuthenticationResultType tokens) {
        this.stack = stack;
        this.todo = todo;
        this.tokens = tokens;
    }

    /** Signs a new user up, confirms by the mailed code and signs in. */
    public static TodoUser signUp(StackAccess stack) throws Exception {
        var todo = stack.exports().todo();
        var email = UUID.randomUUID() + "@example.com";
        try (var idp = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
            var client = todo.userPoolClientId();
            idp.signUp(request -> request.clientId(client).username(email).password(PASSWORD));
            var code = mailedCode(stack, email);
            idp.confirmSignUp(
                    request -> request.clientId(client).username(email).confirmationCode(code));
            var tokens = idp.initiateAuth(request -> request.clientId(client)
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", email, "PASSWORD", PASSWORD)))
                    .authenticationResult();
            return new TodoUser(stack, todo, tokens);
        }
    }

    String idToken() {
        return tokens.idToken();
    }

    String accessToken() {
        return tokens.accessToken();
    }

    /** Begins a request to the API under this user's token. */
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", tokens.idToken());
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(todo.api().url() + path)).timeout(Duration.ofSeconds(60));
    }

    /** Sends a GET with {@code headers}, name and value in turn. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Creates a to-do. */
    public HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        var request = request("/todos").header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Replaces a to-do. */
    public HttpResponse<String> put(String id, String body, String... headers)
            throws IOException, InterruptedException {
        var request = request("/todos/" + id).header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Deletes a to-do. */
    public HttpResponse<String> delete(String id) throws IOException, InterruptedException {
        return send(request("/todos/" + id).DELETE());
    }

    /** Creates a to-do and returns its id. */
    public String create(String title) throws IOException, InterruptedException {
        var answer = post(JSON.createObjectNode().put("title", title).toString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("no to-do: " + answer.statusCode() + " " + answer.body());
        }
        return json(answer).get("id").asString();
    }

    /** Returns this user's identity id. */
    String identityId() {
        try (var identities = identities()) {
            return identities
                    .getId(request ->
                            request.identityPoolId(todo.identityPoolId()).logins(logins()))
                    .identityId();
        }
    }

    /** Returns S3 under this user's temporary credentials. */
    S3Client s3() throws IOException {
        try (var identities = identities()) {
            var credentials = identities
                    .getCredentialsForIdentity(
                            request -> request.identityId(identityId()).logins(logins()))
                    .credentials();
            return S3Client.builder()
                    .endpointOverride(URI.create(stack.cloudUrl()))
                    .forcePathStyle(true)
                    .region(stack.region())
                    .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                            credentials.accessKeyId(), credentials.secretKey(), credentials.sessionToken())))
                    .build();
        }
    }

    /** Returns an answer's body. */
    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends without waiting. */
    public static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private CognitoIdentityClient identities() {
        return CognitoIdentityClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    private Map<String, String> logins() {
        return Map.of("cognito-idp." + stack.region() + ".amazonaws.com/" + todo.userPoolId(), tokens.idToken());
    }

    private static String mailedCode(StackAccess stack, String email) throws IOException, InterruptedException {
        var mails = JSON.readTree(send(HttpRequest.newBuilder(URI.create(stack.cloudUrl() + "/_quartet/mail")))
                .body());
        for (var mail : mails) {
            if (mail.get("to").get(0).asString().equals(email)) {
                var text = mail.get("text").asString();
                return text.substring(text.length() - 6);
            }
        }
        throw new IllegalStateException("no mail for " + email);
    }
}
