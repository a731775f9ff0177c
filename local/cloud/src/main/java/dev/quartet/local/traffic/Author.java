package dev.quartet.local.traffic;

import dev.quartet.exports.BlogExports;
import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An author of the blog, whom the stack's owner puts into the group {@code authors}. Thread-safe. */
final class Author {
    private static final String USER_POOLS = "AWSCognitoIdentityProviderService.";
    private static final String GROUP = "authors";
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(5);
    private static final int MOST_POSTS = 200;
    private static final int MOST_PICTURES = 200;
    // Set by the HTTP client itself.
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "host");

    private final Wire wire;
    private final String endpoint;
    private final BlogExports blog;
    private final RequestSigner owner;
    private final Site site;
    private final Articles articles;
    private final Pictures pictures = new Pictures();
    private final String name;
    private final String password = "Aa1!" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private final ReentrantLock renewal = new ReentrantLock();
    private Accounts.@Nullable Tokens tokens;

    /** @param owner signs with the credentials of the stack's owner */
    Author(Wire wire, String endpoint, BlogExports blog, RequestSigner owner, Site site, String run) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.blog = blog;
        this.owner = owner;
        this.site = site;
        this.articles = new Articles(run);
        this.name = "author-%s@example.com".formatted(run);
    }

    /** Makes the account where there is none yet, and signs in. */
    void signIn() throws FailedRequestException, InterruptedException {
        renewal.lock();
        try {
            if (tokens == null) {
                var create = user().put("MessageAction", "SUPPRESS");
                create.putArray("UserAttributes")
                        .addObject()
                        .put("Name", "email")
                        .put("Value", name);
                own(Operation.CREATE_AUTHOR, "AdminCreateUser", create);
                own(
                        Operation.CREATE_AUTHOR,
                        "AdminSetUserPassword",
                        user().put("Password", password).put("Permanent", true));
                own(Operation.CREATE_AUTHOR, "AdminAddUserToGroup", user().put("GroupName", GROUP));
            }
            var input = Wire.JSON
                    .createObjectNode()
                    .put("ClientId", blog.userPoolClientId())
                    .put("AuthFlow", "USER_PASSWORD_AUTH");
            input.putObject("AuthParameters").put("USERNAME", name).put("PASSWORD", password);
            var result = wire.call(Operation.SIGN_IN, endpoint, USER_POOLS + "InitiateAuth", input)
                    .path("AuthenticationResult");
            tokens = new Accounts.Tokens(
                    result.path("IdToken").asString(),
                    result.path("RefreshToken").asString(),
                    Instant.now().plusSeconds(result.path("ExpiresIn").asLong()));
        } finally {
            renewal.unlock();
        }
    }

    /** Writes a post or uploads a picture, while there are not too many; reads otherwise. */
    void act(RandomGenerator random) throws FailedRequestException, InterruptedException {
        if (random.nextBoolean() && posts.get() < MOST_POSTS) {
            write();
        } else if (uploads.get() < MOST_PICTURES) {
            upload();
        } else {
            site.listPosts();
        }
    }

    void write() throws FailedRequestException, InterruptedException {
        int number = posts.getAndIncrement();
        var post = articles.article(number);
        site.anyPicture(new java.util.Random(number)).ifPresent(key -> post.put("image", key));
        wire.expect(Operation.WRITE_POST, post("/api/posts", post));
    }

    void upload() throws FailedRequestException, InterruptedException {
        var picture = pictures.picture(uploads.getAndIncrement());
        var asked = Wire.JSON
                .createObjectNode()
                .put("fileName", picture.fileName())
                .put("contentType", picture.contentType())
                .put("size", picture.content().length);
        var answer = Wire.JSON.readTree(
                wire.expect(Operation.ASK_UPLOAD, post("/api/images", asked)).body());
        var request = Wire.request(answer.path("uploadUrl").asString());
        for (var header : answer.path("headers").properties()) {
            if (!OWN_HEADERS.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                request.header(header.getKey(), header.getValue().asString());
            }
        }
        wire.expect(
                Operation.UPLOAD_PICTURE,
                request.PUT(HttpRequest.BodyPublishers.ofByteArray(picture.content()))
                        .build());
    }

    private HttpRequest post(String path, ObjectNode body) throws FailedRequestException, InterruptedException {
        return Wire.request(blog.siteUrl() + path)
                .header("Authorization", idToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private String idToken() throws FailedRequestException, InterruptedException {
        renewal.lock();
        try {
            if (tokens == null || Instant.now().isAfter(tokens.expiresAt().minus(RENEW_BEFORE))) {
                signIn();
            }
            return java.util.Objects.requireNonNull(tokens).idToken();
        } finally {
            renewal.unlock();
        }
    }

    private ObjectNode user() {
        return Wire.JSON.createObjectNode().put("UserPoolId", blog.userPoolId()).put("Username", name);
    }

    private void own(Operation operation, String call, JsonNode input)
            throws FailedRequestException, InterruptedException {
        wire.expect(
                operation,
                owner.call(URI.create(endpoint + "/"), "cognito-idp", USER_POOLS + call, input.toString())
                        .timeout(Wire.PATIENCE)
                        .build());
    }
}
