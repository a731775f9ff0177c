package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Asset;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.dynamodb.DynamoDbFixture;
import dev.quartet.local.dynamodb.TableStreams;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.kinesis.Kinesis;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.lambda.eventsource.Backoff;
import dev.quartet.local.lambda.eventsource.EventSources;
import dev.quartet.local.sqs.Sqs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real function processes behind a stream and behind asynchronous calls. */
class EventSourcesTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final ListedAuthorizer authorizer = new ListedAuthorizer();
    private final ResourceCatalog catalog = new ResourceCatalog();
    private TestCloud cloud;
    private Sqs sqs;

    @BeforeEach
    void start() throws IOException {
        cloud = new TestCloud(directory, 4, Duration.ofSeconds(2));
        sqs = new Sqs(cloud.context, authorizer, new RecordingMetrics(), Disorder.NONE);
        sqs.resources().install(catalog);
    }

    @AfterEach
    void stop() {
        sqs.close();
        cloud.close();
    }

    @Test
    void killedFunction_shouldGetItsBatchAgain() throws Exception {
        var wait = Files.createFile(directory.resolve("wait"));
        cloud.function(Map.of(
                "handler",
                WaitingHandler.class.getName(),
                "code",
                new Asset(true, Optional.of(zip()), Optional.empty()),
                "environment",
                Map.of("variables", Map.of("WAIT", wait.toString()))));
        try (var tables = new DynamoDbFixture(directory.resolve("dynamodb"), Clock.systemUTC(), Optional.empty());
                var sources = connect(List.of(new TableStreams(tables.service, Clock.systemUTC())));
                var client = tables.client()) {
            var stream = tables.table("visitors").outputs().get("streamArn");
            map(Map.of("functionName", "todo", "eventSourceArn", stream, "startingPosition", "TRIM_HORIZON"));
            assertThat(sources.signingNames()).contains("lambda");
            client.putItem(r -> r.tableName("visitors")
                    .item(Map.of("pk", AttributeValue.fromS("ann"), "sk", AttributeValue.fromS("1"))));
            var seen = await().atMost(SOON).until(() -> seen(wait), pids -> !pids.isEmpty());
            assertThat(ProcessHandle.of(seen.getFirst()).orElseThrow().destroyForcibly())
                    .isTrue();
            Files.delete(wait);
            var handled = Path.of(wait + ".handled");
            await().atMost(SOON).until(() -> Files.exists(handled) && Files.size(handled) > 0);
            assertThat(Files.readString(handled)).contains("\"ann\"").contains("aws:dynamodb");
            assertThat(cloud.sum("Errors {FunctionName=todo}")).isEqualTo(1);
            assertThat(cloud.metrics.get("IteratorAge {FunctionName=todo}")).hasSize(2);
        }
    }

    @Test
    void killedFunction_shouldLoseNothingOfItsDataStream() throws Exception {
        var wait = Files.createFile(directory.resolve("wait"));
        cloud.function(Map.of(
                "handler",
                WaitingHandler.class.getName(),
                "code",
                new Asset(true, Optional.of(zip()), Optional.empty()),
                "environment",
                Map.of("variables", Map.of("WAIT", wait.toString()))));
        var kinesis = new Kinesis(cloud.context, authorizer, new RecordingMetrics());
        kinesis.resources().install(catalog);
        var stream = catalog.provision(new Registration(
                        "aws:kinesis/stream:Stream",
                        "events",
                        "urn:events",
                        "eu-west-1",
                        new Inputs("events", Map.of("name", "events", "shardCount", 1.0)),
                        List.of()))
                .outputs()
                .get("arn");
        try (var unused = connect(List.of(kinesis.streams()));
                var server = LoopbackServer.start(0, exchange -> kinesis.api()
                        .handle(new AwsRequest(exchange, TestCloud.ROOT, "kinesis", "eu-west-1", "request")));
                var client = KinesisClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                        .build()) {
            map(Map.of(
                    "functionName", "todo", "eventSourceArn", stream, "startingPosition", "LATEST", "batchSize", 3.0));
            for (int i = 0; i < 10; i++) {
                var data = SdkBytes.fromUtf8String("event-" + i);
                client.putRecord(
                        r -> r.streamName("events").partitionKey("order").data(data));
            }
            var seen = await().atMost(SOON).until(() -> seen(wait), pids -> !pids.isEmpty());
            assertThat(ProcessHandle.of(seen.getFirst()).orElseThrow().destroyForcibly())
                    .isTrue();
            Files.delete(wait);
            var handled = Path.of(wait + ".handled");
            await().atMost(SOON).until(() -> events(handled).size() == 10);
            assertThat(events(handled)).isSorted().doesNotHaveDuplicates();
            assertThat(cloud.sum("Errors {FunctionName=todo}")).isEqualTo(1);
        }
    }

    /** Returns the data of all records in a file of batches, in order. */
    private static List<String> events(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Pattern.compile("\"data\":\"([^\"]+)\"")
                .matcher(Files.readString(file))
                .results()
                .map(match -> new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void asynchronousFailure_shouldGoToItsDestination() throws Exception {
        cloud.function(Map.of());
        try (var unused = connect(List.of())) {
            var queue = queue("failed");
            configure(Map.of(
                    "functionName",
                    "todo",
                    "maximumRetryAttempts",
                    1.0,
                    "destinationConfig",
                    Map.of("onFailure", Map.of("destination", queue), "onSuccess", Map.of("destination", queue))));
            cloud.lambda.invoker().invokeAsync(TestCloud.ROOT, ARN, json("\"fail always\""), Optional.empty());
            var record = await().atMost(SOON)
                    .until(() -> receive(queue), Optional::isPresent)
                    .orElseThrow();
            assertThat(record.path("requestContext").path("condition").asString())
                    .isEqualTo("RetriesExhausted");
            assertThat(record.path("requestContext")
                            .path("approximateInvokeCount")
                            .asInt())
                    .isEqualTo(2);
            assertThat(record.path("requestContext").path("functionArn").asString())
                    .isEqualTo(ARN + ":$LATEST");
            assertThat(record.path("requestPayload").asString()).isEqualTo("fail always");
            assertThat(record.path("responseContext").path("functionError").asString())
                    .isEqualTo("Unhandled");
            assertThat(record.path("responsePayload").path("errorMessage").asString())
                    .isEqualTo("always");
            assertThat(cloud.dropped).isEmpty();
            cloud.lambda.invoker().invokeAsync(TestCloud.ROOT, ARN, json("\"hello\""), Optional.empty());
            var success = await().atMost(SOON)
                    .until(() -> receive(queue), Optional::isPresent)
                    .orElseThrow();
            assertThat(success.path("requestContext").path("condition").asString())
                    .isEqualTo("Success");
            assertThat(success.path("responsePayload").asString()).isEqualTo("hello");
        }
    }

    @Test
    void destinationThatIsGone_shouldBeCounted() throws Exception {
        cloud.function(Map.of());
        try (var unused = connect(List.of())) {
            var queue = queue("failed");
            configure(Map.of(
                    "functionName",
                    "todo",
                    "maximumRetryAttempts",
                    0.0,
                    "destinationConfig",
                    Map.of("onFailure", Map.of("destination", queue))));
            authorizer.deny("sqs:SendMessage");
            cloud.lambda.invoker().invokeAsync(TestCloud.ROOT, ARN, json("\"fail always\""), Optional.empty());
            await().atMost(SOON).until(() -> cloud.sum("DestinationDeliveryFailures {FunctionName=todo}") == 1);
            assertThatThrownBy(() -> configure(Map.of(
                            "functionName",
                            "todo",
                            "destinationConfig",
                            Map.of("onFailure", Map.of("destination", queue)))))
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("does not have permissions to call SendMessage on SQS");
        }
    }

    private EventSources connect(List<RecordStreams> streams) {
        var destinations = new Destinations(
                cloud.context,
                authorizer,
                sqs,
                (caller, topic, message) -> {
                    throw new AwsException("NotFound", 404, topic);
                },
                cloud.lambda.invoker(),
                (caller, bucket, key, type, content) -> {
                    throw new AwsException("NoSuchBucket", 404, bucket);
                });
        var sources = new EventSources(
                cloud.context,
                authorizer,
                cloud.lambda.mapped(),
                sqs,
                streams,
                destinations,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)));
        sources.install(catalog);
        cloud.lambda.connect(destinations, sources);
        return sources;
    }

    private void map(Map<String, Object> inputs) {
        var type = "aws:lambda/eventSourceMapping:EventSourceMapping";
        var unused = catalog.provision(new Registration(
                type, "mapping", "urn:mapping", "eu-west-1", new Inputs("mapping", inputs), List.of()));
    }

    private void configure(Map<String, Object> inputs) {
        var unused = cloud.provision("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", inputs);
    }

    private String queue(String name) {
        var queue = catalog.provision(new Registration(
                "aws:sqs/queue:Queue",
                name,
                "urn:" + name,
                "eu-west-1",
                new Inputs(name, Map.of("name", name)),
                List.of()));
        return (String) queue.outputs().get("arn");
    }

    private Optional<JsonNode> receive(String queue) throws InterruptedException {
        for (var message : sqs.receive(TestCloud.ROOT, queue, 1, Duration.ZERO)) {
            sqs.delete(TestCloud.ROOT, queue, message.receiptHandle());
            return Optional.of(JsonMapper.shared().readTree(message.body()));
        }
        return Optional.empty();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Long> seen(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(file.getFileName() + ".seen-"))
                    .map(name -> Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
                    .toList();
        }
    }

    private Path zip() throws IOException {
        var file = directory.resolve("waiting.zip");
        var entry = WaitingHandler.class.getName().replace('.', '/') + ".class";
        try (var out = new ZipOutputStream(Files.newOutputStream(file));
                var in = WaitingHandler.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        return file;
    }
}
