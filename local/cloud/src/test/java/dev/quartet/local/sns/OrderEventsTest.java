package dev.quartet.local.sns;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.sqs.Sqs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** A shop's events from a topic through queues and back from a dead-letter queue, over the real SNS and SQS of this cloud. */
class OrderEventsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String QUEUES = "arn:aws:sqs:eu-central-1:123456789012:";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final IamKit iam = new IamKit(clock);
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final Sqs queues = new Sqs(IamKit.context(clock), iam.authorizer(), metrics, Disorder.NONE);
    private final Sns topics = new Sns(
            IamKit.context(clock),
            iam.authorizer(),
            metrics,
            queues,
            new NoFunctions(),
            mail -> {},
            new Retries(3, Duration.ofMillis(1)),
            Disorder.NONE);
    private final List<AutoCloseable> open = new ArrayList<>();
    private SnsClient sns;
    private SqsClient sqs;
    private String topic = "";

    @BeforeEach
    void start() throws Exception {
        queues.resources().install(iam.catalog());
        topics.resources().install(iam.catalog());
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
        sns = keep(SnsClient.builder()
                .endpointOverride(serve(topics.api(), "sns"))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .build());
        sqs = keep(SqsClient.builder()
                .endpointOverride(serve(queues.api(), "sqs"))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .build());
        topic = (String) iam.register("aws:sns/topic:Topic", "orders", Map.of("name", "order-events"))
                .outputs()
                .get("arn");
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
        topics.close();
        queues.close();
    }

    @Test
    void placedOrders_shouldReachShippingRaw_andRejectedOnesAnalysts() {
        var shipping = queue("shipping", Map.of(), true);
        var rejected = queue("rejected", Map.of(), true);
        subscribe("shipping", Map.of("filterPolicy", "{\"eventType\": [\"OrderPlaced\"]}", "rawMessageDelivery", true));
        subscribe(
                "rejected",
                Map.of(
                        "filterPolicy",
                        "{\"order\": {\"reason\": [{\"anything-but\": \"ABANDONED\"}]}}",
                        "filterPolicyScope",
                        "MessageBody",
                        "rawMessageDelivery",
                        true));
        var answer = sns.publishBatch(r -> r.topicArn(topic)
                .publishBatchRequestEntries(
                        event("1", "OrderPlaced", "{\"id\": 1}"),
                        event("2", "OrderRejected", "{\"id\": 2, \"order\": {\"reason\": \"OUT_OF_STOCK\"}}"),
                        event("3", "OrderPlaced", "{\"id\": 3}"),
                        event("4", "OrderRejected", "{\"id\": 4, \"order\": {\"reason\": \"ABANDONED\"}}")));
        assertThat(answer.successful()).hasSize(4);
        assertThat(answer.failed()).isEmpty();

        var placed = receive(shipping, 2);
        assertThat(placed).extracting(Message::body).containsExactlyInAnyOrder("{\"id\": 1}", "{\"id\": 3}");
        assertThat(placed).allSatisfy(message -> {
            assertThat(message.messageAttributes().get("eventType").stringValue())
                    .isEqualTo("OrderPlaced");
            assertThat(message.messageAttributes().get("schemaVersion").dataType())
                    .isEqualTo("Number");
        });
        assertThat(receive(rejected, 1)).singleElement().satisfies(message -> assertThat(message.body())
                .contains("OUT_OF_STOCK"));
        await().atMost(SOON)
                .until(() ->
                        metrics.sum("AWS/SNS", "NumberOfNotificationsDelivered", Map.of("TopicName", "order-events"))
                                == 3);
        assertThat(metrics.sum("AWS/SNS", "NumberOfMessagesPublished", Map.of("TopicName", "order-events")))
                .isEqualTo(4);
    }

    @Test
    void queueWithoutPolicy_shouldLeaveItsMessagesInTheSubscriptionsDeadLetterQueue() {
        var dead = queue("undelivered", Map.of(), true);
        queue("shipping", Map.of(), false);
        subscribe(
                "shipping",
                Map.of(
                        "rawMessageDelivery",
                        true,
                        "redrivePolicy",
                        "{\"deadLetterTargetArn\": \"%sundelivered\"}".formatted(QUEUES)));
        sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(event("1", "OrderPlaced", "{\"id\": 1}")));
        var letter = receive(dead, 1).getFirst();
        assertThat(letter.body()).isEqualTo("{\"id\": 1}");
        assertThat(letter.messageAttributes().get("ErrorCode").stringValue()).isEqualTo("AccessDenied");
        assertThat(letter.messageAttributes().get("eventType").stringValue()).isEqualTo("OrderPlaced");
    }

    @Test
    void deadLetters_shouldComeBackByAMoveTask() {
        var dead = queue("shipping-dead", Map.of(), false);
        var shipping = queue(
                "shipping",
                Map.of(
                        "visibilityTimeoutSeconds",
                        30.0,
                        "redrivePolicy",
                        "{\"deadLetterTargetArn\": \"%sshipping-dead\", \"maxReceiveCount\": 2}".formatted(QUEUES)),
                true);
        subscribe("shipping", Map.of("rawMessageDelivery", true));
        sns.publishBatch(r -> r.topicArn(topic)
                .publishBatchRequestEntries(IntStream.range(0, 10)
                        .mapToObj(i -> event(Integer.toString(i), "OrderPlaced", "{\"id\": %d}".formatted(i)))
                        .toList()));
        receive(shipping, 10);
        clock.advance(Duration.ofSeconds(31));
        receive(shipping, 10);
        clock.advance(Duration.ofSeconds(31));
        assertThat(sqs.receiveMessage(r -> r.queueUrl(shipping).maxNumberOfMessages(10))
                        .messages())
                .isEmpty();
        assertThat(receive(dead, 10)).hasSize(10);
        clock.advance(Duration.ofSeconds(31));
        sqs.startMessageMoveTask(r -> r.sourceArn(QUEUES + "shipping-dead"));
        var back = receive(shipping, 10);
        assertThat(back.stream().map(Message::body).distinct()).hasSize(10);
        assertThat(back).allSatisfy(message -> assertThat(message.messageAttributes())
                .containsKeys("eventType", "schemaVersion"));
        // A message can be received a moment before the task has counted it.
        await().untilAsserted(() -> assertThat(sqs.listMessageMoveTasks(r -> r.sourceArn(QUEUES + "shipping-dead"))
                        .results())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.approximateNumberOfMessagesMoved()).isEqualTo(10)));
    }

    @Test
    void batch_shouldBeMeasuredInBytesWithItsAttributes() {
        var third = "안".repeat(30_000); // 90,000 bytes
        assertThatThrownBy(() -> sns.publishBatch(r -> r.topicArn(topic)
                        .publishBatchRequestEntries(
                                event("1", "a", third), event("2", "a", third), event("3", "a", third))))
                .isInstanceOf(BatchRequestTooLongException.class);
        assertThat(sns.publishBatch(r -> r.topicArn(topic)
                                .publishBatchRequestEntries(event("1", "a", third), event("2", "a", third)))
                        .successful())
                .hasSize(2);
    }

    private String queue(String name, Map<String, Object> more, boolean takesFromTopics) {
        var inputs = new HashMap<String, Object>(more);
        inputs.put("name", name);
        if (takesFromTopics) {
            inputs.put("policy", """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                     "Action": "sqs:SendMessage", "Resource": "%s%s",
                     "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}""".formatted(QUEUES, name, topic));
        }
        return (String)
                iam.register("aws:sqs/queue:Queue", name, inputs).outputs().get("url");
    }

    private void subscribe(String queue, Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(more);
        inputs.putAll(Map.of("topic", topic, "protocol", "sqs", "endpoint", QUEUES + queue));
        iam.register("aws:sns/topicSubscription:TopicSubscription", queue, inputs);
    }

    private List<Message> receive(String url, int count) {
        var result = new ArrayList<Message>();
        await().atMost(SOON).until(() -> {
            result.addAll(sqs.receiveMessage(
                            r -> r.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages());
            return result.size() >= count;
        });
        assertThat(result).hasSize(count);
        return result;
    }

    private static PublishBatchRequestEntry event(String id, String type, String body) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(body)
                .messageAttributes(
                        Map.of("eventType", attribute("String", type), "schemaVersion", attribute("Number", "1")))
                .build();
    }

    private static software.amazon.awssdk.services.sns.model.MessageAttributeValue attribute(
            String type, String value) {
        return software.amazon.awssdk.services.sns.model.MessageAttributeValue.builder()
                .dataType(type)
                .stringValue(value)
                .build();
    }

    private URI serve(AwsService service, String name) throws Exception {
        var server = keep(LoopbackServer.start(
                0, exchange -> service.handle(new AwsRequest(exchange, IamKit.ROOT, name, "eu-central-1", "request"))));
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.add(part);
        return part;
    }

    private static final class NoFunctions implements FunctionInvoker {
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
