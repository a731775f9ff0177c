package dev.quartet.local.redrive;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.s3.BucketResources;
import dev.quartet.local.s3.S3Service;
import dev.quartet.local.sns.Retries;
import dev.quartet.local.sns.Sns;
import dev.quartet.local.sqs.Sqs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failed records and dead letters go back, over the real buckets and queues; the function is the test's. */
class RedriveTest {
    private static final String BUCKET = "failed-records";
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:welcome:live";

    /** Until what a redrive looked at is seen again. */
    private static final Duration LATER = Duration.ofSeconds(7);

    private final MutableClock clock = new MutableClock(Instant.now());
    private final RecordingMetrics metrics = new RecordingMetrics();

    @TempDir
    private Path folder;

    private final ListedAuthorizer authorizer = new ListedAuthorizer();
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final List<String> invoked = new CopyOnWriteArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private final RequestSigner signer =
            new RequestSigner("AKIDTEST", "secret", Optional.empty(), "eu-central-1", Clock.systemUTC());
    private Sqs sqs;
    private Sns sns;
    private S3Service s3;
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        var base = IamKit.context(clock);
        var context = new CloudContext(
                "test", base.accountId(), base.region(), base.clock(), base.endpoint(), folder, Optional.empty());
        sqs = new Sqs(context, authorizer, metrics, Disorder.NONE);
        s3 = new S3Service(context, authorizer, metrics, event -> {});
        sns = new Sns(context, authorizer, metrics, sqs, new NoInvoker(), mail -> {}, Retries.AWS, Disorder.NONE);
        s3.connect(sqs, sns, new NoInvoker());
        sns.resources().install(catalog);
        sqs.resources().install(catalog);
        new BucketResources(s3).install(catalog);
        server = LoopbackServer.start(0, this::route);
        provision("aws:s3/bucketV2:BucketV2", Map.of("bucket", BUCKET));
        // As the program has it: no test event gets to the queue of the alarm.
        var queue = provision("aws:sqs/queue:Queue", Map.of("name", "notes"));
        var topic = provision("aws:sns/topic:Topic", Map.of("name", "notes"));
        provision(
                "aws:sns/topicSubscription:TopicSubscription",
                Map.of(
                        "topic",
                        topic,
                        "protocol",
                        "sqs",
                        "endpoint",
                        queue,
                        "rawMessageDelivery",
                        true,
                        "filterPolicyScope",
                        "MessageBody",
                        "filterPolicy",
                        "{\"Records\":{\"eventSource\":[\"aws:s3\"]}}"));
        provision(
                "aws:s3/bucketNotification:BucketNotification",
                Map.of(
                        "bucket",
                        BUCKET,
                        "topics",
                        List.of(Map.of("topicArn", topic, "events", List.of("s3:ObjectCreated:*")))));
    }

    @AfterEach
    void stop() {
        server.close();
        s3.close();
        sns.close();
        sqs.close();
    }

    @Test
    void failedRecords_shouldBeReplayedWholeAndGoOnlyWhenTheySucceed() throws Exception {
        put("2026/11/23/2026-11-23T01.00.01-b", stream("{\"Records\":[{\"name\":\"ann\"},{\"name\":\"bob\"}]}"));
        put("2026/11/23/2026-11-23T01.00.00-a", stream("{\"Records\":[{\"name\":\"poison\"}]}"));
        put("2026/11/23/2026-11-23T01.00.02-c", """
                {"requestContext": {"functionArn": "%s", "condition": "RetriesExhausted"}, "requestPayload": {"a": 1}}""".formatted(FUNCTION));
        put("2026/11/23/2026-11-23T01.00.03-d", "no record");
        poison.add("poison");
        // S3 tells of them in its own time; what is told later, no redrive forgets.
        await().until(() -> metrics.sum("AWS/SQS", "NumberOfMessagesSent", Map.of("QueueName", "notes")) == 4);

        assertThat(replay(true)).extracting(Outcome::status).containsExactly("found", "found", "found", "failed");
        assertThat(invoked).isEmpty();

        var outcomes = replay(false);
        assertThat(outcomes).extracting(Outcome::status).containsExactly("failed", "done", "done", "failed");
        assertThat(outcomes.get(1).records()).isEqualTo(2);
        assertThat(outcomes.get(1).target()).isEqualTo(FUNCTION);
        assertThat(invoked)
                .containsExactly(
                        "{\"Records\":[{\"name\":\"poison\"}]}",
                        "{\"Records\":[{\"name\":\"ann\"},{\"name\":\"bob\"}]}",
                        "{\"a\":1}");
        assertThat(replay(true)).hasSize(2);
        // The alarm's queue keeps what is not done.
        assertThat(bodies("notes")).hasSize(2).allMatch(body -> body.contains("-a\"") || body.contains("-d\""));

        poison.clear();
        assertThat(replay(false)).extracting(Outcome::status).containsExactly("done", "failed");
    }

    @Test
    void deadLetters_shouldGoBackToTheirQueue() throws Exception {
        var dead = provision("aws:sqs/queue:Queue", Map.of("name", "dead"));
        provision(
                "aws:sqs/queue:Queue",
                Map.of(
                        "name",
                        "work",
                        "visibilityTimeoutSeconds",
                        0.0,
                        "redrivePolicy",
                        "{\"deadLetterTargetArn\": \"%s\", \"maxReceiveCount\": 1}".formatted(dead)));
        var work = dead.replace(":dead", ":work");
        sqs.send(IamKit.ROOT, work, Queues.Outgoing.of("hello"));
        for (int i = 0; i < 2; i++) {
            var unused = sqs.receive(IamKit.ROOT, work, 1, Duration.ZERO);
        }
        var letters = new DeadLetters(endpoint(), signer);
        assertThat(letters.queues()).containsExactly("dead");
        assertThat(letters.waiting())
                .containsExactly(new Outcome("dead", "", 1, "waiting", "messages; to move them back: --queue dead"));
        assertThat(letters.move("dead", true)).isEqualTo(new Outcome("dead", "", 1, "found", "messages"));
        var moved = letters.move("dead", false);
        assertThat(moved.status()).isEqualTo("done");
        assertThat(moved.records()).isEqualTo(1);
        assertThat(sqs.receive(IamKit.ROOT, work, 1, Duration.ZERO))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo("hello"));
        assertThat(letters.move("dead", false).status()).isEqualTo("empty");
        assertThat(letters.waiting()).isEmpty();
        // A worker knows poison at once, and puts it there itself.
        sqs.send(IamKit.ROOT, dead, Queues.Outgoing.of("poison"));
        assertThat(letters.move("dead", false).records()).isEqualTo(1);
        assertThat(sqs.receive(IamKit.ROOT, work, 10, Duration.ZERO))
                .anySatisfy(message -> assertThat(message.body()).isEqualTo("poison"));
        assertThat(letters.move("nowhere", false).failed()).isTrue();
        assertThat(new FailedRecords(endpoint(), signer).exists(BUCKET)).isTrue();
        assertThat(new FailedRecords(endpoint(), signer).exists("nowhere")).isFalse();
    }

    private List<Outcome> replay(boolean dryRun) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        new FailedRecords(endpoint(), signer).replay(BUCKET, dryRun, outcomes::add);
        return outcomes;
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static String stream(String batch) {
        var quoted = Calls.JSON.writeValueAsString(batch);
        return """
                {"requestContext": {"functionArn": "%s", "condition": "RetryAttemptsExhausted"}, "payload": %s}""".formatted(FUNCTION, quoted);
    }

    private void put(String name, String content) throws IOException {
        s3.writer()
                .put(
                        IamKit.ROOT,
                        BUCKET,
                        "aws/lambda/0000/shardId-1/" + name,
                        "application/json",
                        content.getBytes(StandardCharsets.UTF_8));
    }

    private String provision(String type, Map<String, Object> inputs) {
        var made = catalog.provision(new Registration(
                type, "made", "urn:" + type + inputs, "eu-central-1", new Inputs("made", inputs), List.of()));
        return String.valueOf(made.outputs().getOrDefault("arn", ""));
    }

    private List<String> bodies(String queue) throws InterruptedException {
        var arn = "arn:aws:sqs:eu-central-1:123456789012:" + queue;
        var bodies = new ArrayList<String>();
        clock.advance(LATER);
        for (var messages = sqs.receive(IamKit.ROOT, arn, 10, Duration.ZERO);
                !messages.isEmpty();
                messages = sqs.receive(IamKit.ROOT, arn, 10, Duration.ZERO)) {
            messages.forEach(message -> bodies.add(message.body()));
        }
        return bodies;
    }

    private void route(HttpExchange exchange) throws IOException {
        var service = exchange.header("Authorization").orElse("").split("/", -1)[3];
        try {
            var request = new AwsRequest(exchange, IamKit.ROOT, service, "eu-central-1", "request");
            switch (service) {
                case "s3" -> s3.handle(request);
                case "sqs" -> sqs.api().handle(request);
                case "sns" -> sns.api().handle(request);
                default -> invoke(exchange);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void invoke(HttpExchange exchange) throws IOException {
        assertThat(exchange.rawPath()).contains("welcome%3Alive/invocations");
        var event = new String(exchange.body(1_000_000), StandardCharsets.UTF_8);
        invoked.add(event);
        boolean fails = poison.stream().anyMatch(event::contains);
        exchange.respond(
                200,
                fails ? Map.of("X-Amz-Function-Error", "Unhandled") : Map.of(),
                "{}".getBytes(StandardCharsets.UTF_8));
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
