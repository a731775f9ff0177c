package dev.quartet.e2e;

import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** The shop as its customers meet it, and what its owner may do: routes that ask for IAM, tables, queues, faults. */
public final class ShopAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final StackAccess stack;
    private final ServicesExports services;
    private final RequestSigner owner;

    /** Reads where the shop is from the stack's exports. */
    public ShopAccess(StackAccess stack) {
        this.stack = stack;
        this.services = java.util.Objects.requireNonNull(stack.exports().services());
        this.owner = RequestSigner.of(stack.environment());
    }

    public ServicesExports exports() {
        return services;
    }

    public RequestSigner owner() {
        return owner;
    }

    /** Returns a name of a product that nobody else uses. */
    public static String newSku() {
        return "E2E-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }

    /** Puts a product into the catalogue and pieces onto the shelf. */
    public void stock(String sku, int pieces) throws IOException, InterruptedException {
        var product = "{\"name\":\"Cup\",\"price\":{\"amount\":\"12.90\",\"currency\":\"EUR\"}}";
        signed("PUT", services.catalog(), "/products/" + sku, product);
        signed("PUT", services.inventory(), "/stock/" + sku, "{\"available\":" + pieces + "}");
    }

    /** Returns the pieces that are there, and those that orders have. */
    public JsonNode stock(String sku) throws IOException, InterruptedException {
        return signed("GET", services.inventory(), "/stock/" + sku, "");
    }

    /** Calls a route that asks for IAM and expects a success. */
    public JsonNode signed(String method, ServiceExports service, String path, String body)
            throws IOException, InterruptedException {
        var response = trySigned(method, service, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s %s answered %d: %s".formatted(method, path, response.statusCode(), response.body()));
        }
        return TodoUser.JSON.readTree(response.body());
    }

    public HttpResponse<String> trySigned(String method, ServiceExports service, String path, String body)
            throws IOException, InterruptedException {
        var request = owner.sign(
                method,
                URI.create(service.api().url() + path),
                "execute-api",
                body.isEmpty() ? Map.of() : JSON,
                body.getBytes(StandardCharsets.UTF_8));
        return TodoUser.HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Places an order as any customer does. */
    public HttpResponse<String> order(String sku, int quantity, String... headers)
            throws IOException, InterruptedException {
        var body = TodoUser.JSON.createObjectNode().put("customer", "Mina 김");
        body.putArray("lines").addObject().put("sku", sku).put("quantity", quantity);
        var request = HttpRequest.newBuilder(URI.create(services.orders().api().url() + "/orders"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TodoUser.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the shipment's answer, 404 while there is none. */
    public HttpResponse<String> shipment(String orderId) throws IOException, InterruptedException {
        return trySigned("GET", services.shipping(), "/shipments/" + orderId, "");
    }

    /** Returns the figures of today and yesterday: midnight in UTC changes nothing. */
    public JsonNode stats() throws IOException, InterruptedException {
        var today = LocalDate.now(ZoneOffset.UTC);
        return signed("GET", services.analytics(), "/stats?from=%s&to=%s".formatted(today.minusDays(1), today), "");
    }

    /** Lets a share of a function's invocations fail after their work, and the process of others die in it. */
    public void harm(String function, double failRate, double killRate) throws IOException, InterruptedException {
        var body = TodoUser.JSON
                .createObjectNode()
                .put("function", function)
                .put("failRate", failRate)
                .put("killRate", killRate);
        var response = TodoUser.HTTP.send(
                HttpRequest.newBuilder(URI.create(stack.cloudUrl() + "/_quartet/lambda"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("chaos answered " + response.statusCode() + ": " + response.body());
        }
    }

    /** Returns the name of the one function of a service whose name ends so. */
    public String function(ServiceExports service, String end) {
        return service.functions().stream()
                .map(function -> function.name())
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no function " + end + " in " + service.functions()));
    }

    /** Returns every item of a table. */
    public List<Map<String, AttributeValue>> items(String table) {
        try (var client = client(DynamoDbClient.builder()).build()) {
            return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                    .toList();
        }
    }

    /** Returns an object of the imports bucket as JSON; null while there is none. */
    public JsonNode report(String key) {
        try (var s3 = s3()) {
            return TodoUser.JSON.readTree(s3.getObjectAsBytes(
                            get -> get.bucket(services.imports().bucket()).key(key))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    public void putImport(String name, byte[] content) {
        try (var s3 = s3()) {
            s3.putObject(
                    put -> put.bucket(services.imports().bucket())
                            .key(services.imports().prefix() + name + ".csv")
                            .contentType("text/csv"),
                    RequestBody.fromBytes(content));
        }
    }

    public S3Client s3() {
        return client(S3Client.builder()).forcePathStyle(true).build();
    }

    public SqsClient sqs() {
        return client(SqsClient.builder()).build();
    }

    public KinesisClient kinesis() {
        return client(KinesisClient.builder()).build();
    }

    /** Returns the lines of a function's log that contain a text. */
    public List<String> logged(String function, String text) {
        try (var logs = client(CloudWatchLogsClient.builder()).build()) {
            return logs
                    .filterLogEventsPaginator(request -> request.logGroupName("/aws/lambda/" + function))
                    .events()
                    .stream()
                    .map(event -> event.message())
                    .filter(message -> message.contains(text))
                    .toList();
        }
    }

    private <
                    B extends
                            software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>
                                    & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>,
                    C>
            B client(B builder) {
        return builder.endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root());
    }
}
