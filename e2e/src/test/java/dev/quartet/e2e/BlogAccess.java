package dev.quartet.e2e;

import dev.quartet.exports.BlogExports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** The blog as its visitors meet it, and what its owner may look up. */
public final class BlogAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StackAccess stack;
    private final BlogExports blog;

    /** Reads where the blog is from the stack's exports. */
    public BlogAccess(StackAccess stack) {
        this.stack = stack;
        this.blog = java.util.Objects.requireNonNull(stack.exports().blog());
    }

    public BlogExports exports() {
        return blog;
    }

    public StackAccess stack() {
        return stack;
    }

    /** Begins a request to a path of the site. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(blog.siteUrl() + path)).timeout(PATIENCE);
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TodoUser.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Signs a visitor up; the answer is the same whether the address is known or not. */
    public HttpResponse<String> signUp(String email, String locale) throws IOException, InterruptedException {
        return TodoUser.HTTP.send(signUpRequest(email, locale), HttpResponse.BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> signUpAsync(String email, String locale) {
        return TodoUser.HTTP.sendAsync(signUpRequest(email, locale), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest signUpRequest(String email, String locale) {
        var body = TodoUser.JSON
                .createObjectNode()
                .put("email", email)
                .put("name", "Mina")
                .put("locale", locale);
        return request("/api/visitors")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    /** Returns the mails to one address, oldest first. */
    public List<JsonNode> mails(String email) throws IOException, InterruptedException {
        var result = new ArrayList<JsonNode>();
        for (var mail : TodoUser.JSON.readTree(management("mail").body()).values()) {
            if (mail.path("to").valueStream().anyMatch(to -> to.asString().equals(email))) {
                result.add(mail);
            }
        }
        return result;
    }

    /** Tells the local SES how to behave, {@code {"failNext": 3}} and its kin. */
    public void ses(String control) throws IOException, InterruptedException {
        var answer = TodoUser.HTTP.send(
                HttpRequest.newBuilder(URI.create(stack.cloudUrl() + "/_quartet/ses"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(control))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "SES's control answered %d: %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    /** Returns what the visitors table knows of an address; empty when nothing. */
    public Map<String, AttributeValue> visitor(String email) {
        try (var client = DynamoDbClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .build()) {
            return client.getItem(
                            request -> request.tableName(blog.visitorsTable().name())
                                    .consistentRead(true)
                                    .key(Map.of("email", AttributeValue.fromS(email))))
                    .item();
        }
    }

    /** Returns a client of S3 as the stack's owner. */
    public S3Client s3() {
        return S3Client.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .forcePathStyle(true)
                .build();
    }

    /** Returns the keys in a bucket. */
    public List<String> keys(String bucket) {
        try (var s3 = s3()) {
            return s3.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                    .map(object -> object.key())
                    .toList();
        }
    }

    /** Returns the names of the stack's alarms that have gone off; those that Auto Scaling works by are not among them. */
    public List<String> alarmsInAlarm() {
        try (var client = stack.cloudWatch()) {
            return client
                    .describeAlarms(
                            request -> request.alarmNamePrefix("quartet-local-").stateValue(StateValue.ALARM))
                    .metricAlarms()
                    .stream()
                    .map(alarm -> alarm.alarmName())
                    .toList();
        }
    }

    /** Returns the sum of a figure that the blog's functions count themselves, over all functions. */
    public double figure(String name) {
        try (var figures = new Figures(stack)) {
            return blog.functions().stream()
                    .mapToDouble(function -> figures.sum("Quartet/Blog", name, Map.of("FunctionName", function.name())))
                    .sum();
        }
    }

    private HttpResponse<String> management(String page) throws IOException, InterruptedException {
        return TodoUser.HTTP.send(
                HttpRequest.newBuilder(URI.create(stack.cloudUrl() + "/_quartet/" + page))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
