package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.kinesis.Kinesis;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.s3.BucketResources;
import dev.quartet.local.s3.S3Service;
import dev.quartet.local.sqs.Sqs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mappings over the real data streams, queues and buckets of this cloud, and a function that is the test's own. */
class EventKit implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "ap-northeast-1";
    private static final Caller OWNER = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::" + ACCOUNT + ":root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    static final String FUNCTION = "arn:aws:lambda:ap-northeast-1:123456789012:function:welcome:live";
    static final String BUCKET = "failed-records";
    static final Caller ROLE = new Caller(
            Caller.Kind.ROLE,
            "arn:aws:sts::123456789012:assumed-role/welcome/welcome",
            Optional.of("arn:aws:iam::123456789012:role/welcome"),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    final RunningClock clock;
    final ListedAuthorizer authorizer;
    final RecordingMetrics metrics;
    final ResourceCatalog catalog;
    final S3Client s3;
    final SqsClient sqs;
    final LambdaClient lambda;
    final KinesisClient kinesis;
    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    final List<Double> iteratorAges = new CopyOnWriteArrayList<>();
    /** The function: takes an event, returns its answer; throws to fail, {@link AwsException} when it is throttled. */
    volatile Function<JsonNode, String> function = event -> "";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final S3Service buckets;
    private final Sqs queues;
    private final EventSources sources;

    EventKit(Path folder) throws IOException {
        this(folder, new RunningClock());
    }

    private EventKit(Path folder, RunningClock clock) throws IOException {
        this(
                new CloudContext("test", ACCOUNT, REGION, clock, "http://127.0.0.1:1", folder, Optional.empty()),
                clock,
                new ListedAuthorizer(),
                new RecordingMetrics(),
                new ResourceCatalog(),
                List.of());
    }

    /**
     * Creates it in a cloud that has begun.
     *
     * @param more streams beside those of Kinesis
     */
    EventKit(
            CloudContext context,
            RunningClock clock,
            ListedAuthorizer authorizer,
            RecordingMetrics metrics,
            ResourceCatalog catalog,
            List<RecordStreams> more)
            throws IOException {
        this.clock = clock;
        this.authorizer = authorizer;
        this.metrics = metrics;
        this.catalog = catalog;
        buckets = keep(new S3Service(context, authorizer, metrics, event -> {}));
        queues = keep(new Sqs(context, authorizer, metrics, Disorder.NONE));
        Topics topics = (caller, topic, message) -> {
            throw new AwsException("NotFound", 404, topic);
        };
        var functions = new TestFunction();
        var streams = new Kinesis(context, authorizer, metrics);
        streams.resources().install(catalog);
        sources = keep(new EventSources(
                context,
                authorizer,
                functions,
                queues,
                Stream.concat(more.stream(), Stream.of(streams.streams())).toList(),
                new Destinations(context, authorizer, queues, topics, new NoInvoker(), buckets.writer()),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(20))));
        sources.install(catalog);
        new BucketResources(buckets).install(catalog);
        queues.resources().install(catalog);
        provision("aws:s3/bucketV2:BucketV2", BUCKET, Map.of("bucket", BUCKET));
        var s3Server = keep(LoopbackServer.start(0, exchange -> buckets.handle(request(exchange, "s3"))));
        var sqsServer = keep(LoopbackServer.start(0, exchange -> queues.api().handle(request(exchange, "sqs"))));
        var lambdaServer = keep(LoopbackServer.start(0, exchange -> sources.handle(request(exchange, "lambda"))));
        var kinesisServer =
                keep(LoopbackServer.start(0, exchange -> streams.api().handle(request(exchange, "kinesis"))));
        kinesis = keep(KinesisClient.builder()
                .endpointOverride(uri(kinesisServer))
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(credentials())
                .build());
        s3 = keep(S3Client.builder()
                .endpointOverride(uri(s3Server))
                .forcePathStyle(true)
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(credentials())
                .build());
        sqs = keep(SqsClient.builder()
                .endpointOverride(uri(sqsServer))
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(credentials())
                .build());
        lambda = keep(LambdaClient.builder()
                .endpointOverride(uri(lambdaServer))
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(credentials())
                .build());
    }

    HttpHandler management() {
        return sources.management();
    }

    /** Maps a stream, from its beginning, failed records going to the bucket. */
    Provisioned mapStream(String streamArn, Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(Map.of(
                "functionName",
                FUNCTION,
                "eventSourceArn",
                streamArn,
                "startingPosition",
                "TRIM_HORIZON",
                "destinationConfig",
                Map.of("onFailure", Map.of("destinationArn", "arn:aws:s3:::" + BUCKET))));
        inputs.putAll(more);
        return map(inputs);
    }

    Provisioned map(Map<String, Object> inputs) {
        return provision("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", inputs);
    }

    private Provisioned provision(String type, String name, Map<String, Object> inputs) {
        return catalog.provision(
                new Registration(type, name, "urn:" + name, REGION, new Inputs(name, inputs), List.of()));
    }

    /** Creates a data stream of that many shards; returns its ARN. */
    String dataStream(String name, int shards) {
        var inputs = Map.<String, Object>of("name", name, "shardCount", (double) shards);
        return (String)
                provision("aws:kinesis/stream:Stream", name, inputs).outputs().get("arn");
    }

    /** Returns {@code pk/sk} of all records of an event, in order. */
    static List<String> keys(JsonNode event) {
        var keys = new ArrayList<String>();
        for (var record : event.path("Records")) {
            var item = record.path("dynamodb").path("Keys");
            keys.add(item.path("pk").path("S").asString("") + "/"
                    + item.path("sk").path("S").asString(""));
        }
        return keys;
    }

    /** Returns the failed records' objects so far, by key. */
    Map<String, JsonNode> failedRecords() {
        var result = new HashMap<String, JsonNode>();
        s3.listObjectsV2(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> result.put(
                        object.key(),
                        JSON.readTree(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(object.key()))
                                .asByteArray())));
        return result;
    }

    @Override
    public void close() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    /** Closes it with this, before what was kept earlier. */
    final <T extends AutoCloseable> T keep(T part) {
        open.add(part);
        return part;
    }

    /** Closes it with this, after all else. */
    final void keepToTheEnd(AutoCloseable part) {
        open.addFirst(part);
    }

    private AwsRequest request(dev.quartet.local.http.HttpExchange exchange, String service) {
        return new AwsRequest(exchange, OWNER, service, REGION, "request");
    }

    private static URI uri(LoopbackServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret"));
    }

    private final class TestFunction implements MappedFunctions {
        @Override
        public MappedFunction function(String nameOrArn) {
            return new MappedFunction(FUNCTION, "welcome", ROLE, Duration.ofSeconds(10));
        }

        @Override
        public FunctionInvoker.Result invoke(MappedFunction mapped, byte[] payload, String requestId) {
            var event = JSON.readTree(payload);
            events.add(event);
            try {
                return new FunctionInvoker.Result(
                        function.apply(event).getBytes(StandardCharsets.UTF_8), Optional.empty(), "1");
            } catch (IllegalStateException e) {
                return new FunctionInvoker.Result(
                        "{\"errorType\": \"Oops\"}".getBytes(StandardCharsets.UTF_8), Optional.of("Unhandled"), "1");
            }
        }

        @Override
        public void iteratorAge(MappedFunction mapped, double millis) {
            iteratorAges.add(millis);
        }

        @Override
        public void destinationFailed(MappedFunction mapped) {
            throw new AssertionError("the destination took nothing");
        }
    }

    /** The real time, and what a test adds to it. */
    static final class RunningClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("always UTC");
        }
    }

    private static final class NoInvoker implements FunctionInvoker {
        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("nobody calls " + functionArn);
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("nobody calls " + functionArn);
        }
    }
}
