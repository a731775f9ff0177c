package dev.quartet.local.s3;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.sns.Retries;
import dev.quartet.local.sns.Sns;
import dev.quartet.local.sqs.Sqs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events of buckets, from the program's resource to the queue or function, with IAM enforced. */
class BucketNotificationTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:import:live";

    @TempDir
    private Path folder;

    private final IamKit iam = new IamKit(Clock.systemUTC());
    private final List<JsonNode> invoked = new CopyOnWriteArrayList<>();
    private final AtomicInteger throttles = new AtomicInteger();
    private Sqs sqs;
    private Sns sns;
    private S3Service service;
    private LoopbackServer server;
    private S3Client s3;
    private String queueArn = "";

    @BeforeEach
    void start() throws IOException {
        var base = IamKit.context(Clock.systemUTC());
        var context = new CloudContext(
                "test", base.accountId(), base.region(), base.clock(), base.endpoint(), folder, Optional.empty());
        var metrics = new RecordingMetrics();
        sqs = new Sqs(context, iam.authorizer(), metrics, Disorder.NONE);
        service = new S3Service(context, iam.authorizer(), metrics, event -> {});
        sns = new Sns(
                context,
                iam.authorizer(),
                metrics,
                sqs,
                new RecordingInvoker(),
                mail -> {},
                Retries.AWS,
                Disorder.NONE);
        service.connect(sqs, sns, new RecordingInvoker());
        sns.resources().install(iam.catalog());
        sqs.resources().install(iam.catalog());
        new BucketResources(service).install(iam.catalog());
        server = LoopbackServer.start(
                0, exchange -> service.handle(new AwsRequest(exchange, IamKit.ROOT, "s3", "eu-central-1", "request")));
        s3 = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
        iam.register("aws:s3/bucketV2:BucketV2", "uploads", Map.of("bucket", "uploads"));
        var queue = iam.register("aws:sqs/queue:Queue", "thumbnails", Map.of("name", "thumbnails"));
        queueArn = (String) queue.outputs().get("arn");
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
        service.close();
        sns.close();
        sqs.close();
    }

    @Test
    void queue_shouldGetATestEventAndThenWhatMatches() throws Exception {
        allowS3();
        notify(List.of(rule("incoming", queueArn, "incoming/", "")));
        assertThat(receive().getFirst().path("Event").asString()).isEqualTo("s3:TestEvent");
        put("other/a.jpg");
        put("incoming/a b+ü.jpg");
        var record = await().until(this::receive, each -> !each.isEmpty());
        assertThat(record).singleElement().satisfies(event -> {
            var first = event.path("Records").path(0);
            assertThat(first.path("eventVersion").asString()).isEqualTo("2.1");
            assertThat(first.path("eventName").asString()).isEqualTo("ObjectCreated:Put");
            assertThat(first.path("awsRegion").asString()).isEqualTo("eu-central-1");
            var object = first.path("s3").path("object");
            assertThat(object.path("key").asString()).isEqualTo("incoming/a+b%2B%C3%BC.jpg");
            assertThat(object.path("size").asInt()).isEqualTo(7);
            assertThat(object.path("eTag").asString()).hasSize(32);
            assertThat(object.path("sequencer").asString()).matches("[0-9A-F]{16}");
            assertThat(first.path("s3").path("configurationId").asString()).isEqualTo("incoming");
        });
        assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket("uploads"))
                        .queueConfigurations())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.queueArn()).isEqualTo(queueArn);
                    assertThat(each.filter().key().filterRules()).hasSize(1);
                });
    }

    @Test
    void notificationBeforeTheQueuesPolicy_shouldBeRefused() {
        assertThatThrownBy(() -> notify(List.of(rule("incoming", queueArn, "", ""))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("InvalidArgument: Unable to validate the following destination configurations")
                .hasMessageContaining("arn:aws:s3:::uploads");
        assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket("uploads"))
                        .queueConfigurations())
                .isEmpty();
    }

    @Test
    void topic_shouldGetEvents_andItsFilteredSubscriptionNoTestEvent() throws Exception {
        var topic = (String) iam.register("aws:sns/topic:Topic", "objects", Map.of("name", "objects"))
                .outputs()
                .get("arn");
        var all = (String) iam.register("aws:sqs/queue:Queue", "all", Map.of("name", "all"))
                .outputs()
                .get("arn");
        var rules = Map.<String, Object>of(
                "bucket",
                "uploads",
                "topics",
                List.of(Map.of("topicArn", topic, "events", List.of("s3:ObjectCreated:*"))));
        assertThatThrownBy(() -> iam.register("aws:s3/bucketNotification:BucketNotification", "early", rules))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Unable to validate the following destination configurations");
        iam.register(
                "aws:sns/topicPolicy:TopicPolicy",
                "policy",
                Map.of(
                        "arn",
                        topic,
                        "policy",
                        allow("sns:Publish", "s3.amazonaws.com", "arn:aws:s3:::uploads", topic)));
        subscribe(topic, all, Map.of());
        subscribe(
                topic,
                queueArn,
                Map.of(
                        "filterPolicyScope",
                        "MessageBody",
                        "filterPolicy",
                        "{\"Records\":{\"eventSource\":[\"aws:s3\"]}}"));
        iam.register("aws:s3/bucketNotification:BucketNotification", "notification", rules);
        var test = await().until(() -> receive(all), each -> !each.isEmpty());
        assertThat(test)
                .singleElement()
                .satisfies(event -> assertThat(event.path("Event").asString()).isEqualTo("s3:TestEvent"));
        put("aws/lambda/record");
        var events = await().until(() -> receive(queueArn), each -> !each.isEmpty());
        assertThat(events).singleElement().satisfies(event -> assertThat(event.path("Records")
                        .path(0)
                        .path("s3")
                        .path("object")
                        .path("key")
                        .asString())
                .isEqualTo("aws/lambda/record"));
        assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket("uploads"))
                        .topicConfigurations())
                .singleElement()
                .satisfies(each -> assertThat(each.topicArn()).isEqualTo(topic));
    }

    private void subscribe(String topic, String queue, Map<String, Object> settings) {
        iam.register(
                "aws:sqs/queuePolicy:QueuePolicy",
                "policy of " + queue,
                Map.of(
                        "queueUrl",
                        sqs.find(queue).orElseThrow().url(),
                        "policy",
                        allow("sqs:SendMessage", "sns.amazonaws.com", topic, queue)));
        var inputs = new HashMap<>(settings);
        inputs.putAll(Map.of("topic", topic, "protocol", "sqs", "endpoint", queue, "rawMessageDelivery", true));
        iam.register("aws:sns/topicSubscription:TopicSubscription", "subscription of " + queue, inputs);
    }

    @Test
    void overlappingRules_shouldBeRefused() {
        allowS3();
        assertThatThrownBy(() ->
                        notify(List.of(rule("one", queueArn, "in", ""), rule("two", queueArn, "incoming/", ".jpg"))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Configurations overlap")
                .hasMessageContaining("rules one and two");
        notify(List.of(rule("one", queueArn, "in/", ""), rule("two", queueArn, "out/", "")));
    }

    @Test
    void throttledFunction_shouldGetItsEventLater() {
        throttles.set(2);
        iam.register(
                "aws:s3/bucketNotification:BucketNotification",
                "lambda",
                Map.of(
                        "bucket",
                        "uploads",
                        "lambdaFunctions",
                        List.of(Map.of(
                                "lambdaFunctionArn",
                                FUNCTION,
                                "events",
                                List.of("s3:ObjectCreated:*"),
                                "filterSuffix",
                                ".csv"))));
        put("a.csv");
        put("a.txt");
        await().until(() -> invoked.size() == 1);
        assertThat(throttles.get()).isNegative();
    }

    private void allowS3() {
        iam.register(
                "aws:sqs/queuePolicy:QueuePolicy",
                "policy",
                Map.of(
                        "queueUrl",
                        sqs.find(queueArn).orElseThrow().url(),
                        "policy",
                        allow("sqs:SendMessage", "s3.amazonaws.com", "arn:aws:s3:::uploads", queueArn)));
    }

    private static String allow(String action, String service, String source, String resource) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s",
                 "Principal": {"Service": "%s"}, "Resource": "%s",
                 "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}""".formatted(action, service, resource, source);
    }

    private void notify(List<Map<String, Object>> rules) {
        var unused = iam.register(
                "aws:s3/bucketNotification:BucketNotification",
                "notification",
                Map.of("bucket", "uploads", "queues", rules));
    }

    private static Map<String, Object> rule(String id, String queue, String prefix, String suffix) {
        return Map.of(
                "id",
                id,
                "queueArn",
                queue,
                "events",
                List.of("s3:ObjectCreated:*"),
                "filterPrefix",
                prefix,
                "filterSuffix",
                suffix);
    }

    private void put(String key) {
        s3.putObject(r -> r.bucket("uploads").key(key), RequestBody.fromString("content"));
    }

    private List<JsonNode> receive() throws InterruptedException {
        return receive(queueArn);
    }

    private List<JsonNode> receive(String queue) throws InterruptedException {
        var result = new ArrayList<JsonNode>();
        for (var message : sqs.receive(IamKit.ROOT, queue, 10, Duration.ZERO)) {
            result.add(JSON.readTree(message.body()));
            sqs.delete(IamKit.ROOT, queue, message.receiptHandle());
        }
        return result;
    }

    private final class RecordingInvoker implements FunctionInvoker {
        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("S3 waits for no function");
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            assertThat(caller.service()).contains("s3.amazonaws.com");
            assertThat(sourceArn).contains("arn:aws:s3:::uploads");
            if (throttles.getAndDecrement() > 0) {
                throw new AwsException("TooManyRequestsException", 429, "Rate Exceeded");
            }
            invoked.add(JSON.readTree(new String(payload, StandardCharsets.UTF_8)));
            return "id";
        }
    }
}
