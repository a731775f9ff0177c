package dev.quartet.local.sns;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SNS as AWS's own client sees it, with queues, functions and a mailbox that record what they get. */
class SnsTest {
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:work";
    private static final String DEAD = "arn:aws:sqs:eu-central-1:123456789012:dead";
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f:live";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final IamKit iam = new IamKit(clock);
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final RecordingQueues queues = new RecordingQueues();
    private final RecordingFunctions functions = new RecordingFunctions();
    private final List<MailSink.Message> mails = new CopyOnWriteArrayList<>();
    private final Sns sns = new Sns(
            IamKit.context(clock),
            iam.authorizer(),
            metrics,
            queues,
            functions,
            mails::add,
            new Retries(6, Duration.ofMillis(1)),
            Disorder.NONE);
    private LoopbackServer server;
    private SnsClient client;

    @BeforeEach
    void start() throws Exception {
        sns.resources().install(iam.catalog());
        server = LoopbackServer.start(0, exchange -> sns.api()
                .handle(new AwsRequest(exchange, IamKit.ROOT, "sns", "eu-central-1", "request-1")));
        client = SnsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        sns.close();
    }

    @Test
    void messages_shouldReachQueueFunctionAndMailbox() {
        var topic = topic("news");
        subscribe(topic, "sqs", QUEUE, Map.of());
        subscribe(topic, "lambda", FUNCTION, Map.of());
        subscribe(topic, "email", "ops@example.com", Map.of());
        var id = client.publish(r -> r.topicArn(topic)
                        .subject("Hello")
                        .message("안녕 <&>")
                        .messageAttributes(Map.of("kind", text("greeting"))))
                .messageId();

        await().until(() -> queues.sent.size() == 1 && functions.events.size() == 1 && mails.size() == 1);
        var queued = JsonMapper.shared().readTree(queues.sent.getFirst().body());
        assertThat(queued.path("Type").asString()).isEqualTo("Notification");
        assertThat(queued.path("MessageId").asString()).isEqualTo(id);
        assertThat(queued.path("Message").asString()).isEqualTo("안녕 <&>");
        assertThat(queued.path("Timestamp").asString()).isEqualTo("2026-01-31T12:00:00.000Z");
        assertThat(queued.path("MessageAttributes").path("kind").path("Value").asString())
                .isEqualTo("greeting");
        var record = functions.events.getFirst().path("Records").path(0);
        assertThat(record.path("EventSource").asString()).isEqualTo("aws:sns");
        assertThat(record.path("Sns").path("Message").asString()).isEqualTo("안녕 <&>");
        assertThat(record.path("Sns").path("TopicArn").asString()).isEqualTo(topic);
        assertThat(mails.getFirst().subject()).isEqualTo("Hello");
        assertThat(mails.getFirst().to()).containsExactly("ops@example.com");
        assertThat(sum("NumberOfMessagesPublished")).isEqualTo(1);
        await().until(() -> sum("NumberOfNotificationsDelivered") == 3);
        assertThat(queues.callers.getFirst().context()).containsEntry("aws:SourceArn", topic);
    }

    @Test
    void filters_shouldKeepUnwantedMessagesOut_andRawOnesShouldComeAsTheyAre() {
        var topic = topic("news");
        subscribe(
                topic,
                "sqs",
                QUEUE,
                Map.of("filterPolicy", "{\"kind\":[{\"prefix\":\"order\"}]}", "rawMessageDelivery", true));
        client.publish(r -> r.topicArn(topic).message("no"));
        client.publish(r -> r.topicArn(topic).message("yes").messageAttributes(Map.of("kind", text("orderPlaced"))));
        await().until(() -> queues.sent.size() == 1);
        assertThat(queues.sent.getFirst().body()).isEqualTo("yes");
        assertThat(queues.sent.getFirst().attributes()).containsKey("kind");
        assertThat(sum("NumberOfNotificationsFilteredOut")).isEqualTo(1);
    }

    @Test
    void deliveries_shouldBeTriedAgain_whenTheOtherEndFails() {
        var topic = topic("news");
        queues.failures.set(4);
        queues.failure = new AwsException("InternalError", 500, "not now");
        subscribe(topic, "sqs", QUEUE, Map.of());
        client.publish(r -> r.topicArn(topic).message("x"));
        await().until(() -> queues.sent.size() == 1);
        await().until(() -> sum("NumberOfNotificationsDelivered") == 1);
        assertThat(sum("NumberOfNotificationsFailed")).isZero();
    }

    @Test
    void refusedMessages_shouldGoToTheDeadLetterQueue() {
        var topic = topic("news");
        queues.failures.set(1);
        queues.failure = new AwsException("AccessDenied", 403, "no");
        subscribe(topic, "sqs", QUEUE, Map.of("redrivePolicy", "{\"deadLetterTargetArn\":\"%s\"}".formatted(DEAD)));
        client.publish(r -> r.topicArn(topic).message("x"));
        await().until(() -> queues.targets.equals(List.of(DEAD)));
        assertThat(queues.sent.getFirst().attributes().get("ErrorCode").value()).isEqualTo("AccessDenied");
        await().until(() -> sum("NumberOfNotificationsRedrivenToDlq") == 1);
        assertThat(sum("NumberOfNotificationsFailed")).isEqualTo(1);
    }

    @Test
    void services_shouldNeedTheTopicsPolicy() {
        var topic = topic("news");
        var ses = Caller.service("ses.amazonaws.com", "arn:aws:ses:eu-central-1:123456789012:x", "123456789012");
        var message = new Topics.Message(Optional.empty(), "x", Map.of());
        assertThatThrownBy(() -> sns.publish(ses, topic, message))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AuthorizationError"));
        iam.register("aws:sns/topicPolicy:TopicPolicy", "policy", Map.of("arn", topic, "policy", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"},
                 "Action": "sns:Publish", "Resource": "%s",
                 "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}]}""".formatted(topic)));
        assertThat(sns.publish(ses, topic, message)).isNotEmpty();
        // The policy that a topic has without one of its own lets alarms publish; now it has one.
        var alarm = Caller.service("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:x", "123456789012");
        assertThatThrownBy(() -> sns.publish(alarm, topic, message)).isInstanceOf(AwsException.class);
        assertThat(sns.publish(alarm, topic("other"), message)).isNotEmpty();
    }

    @Test
    void api_shouldMakeAndDescribeTopicsAndSubscriptions() {
        var topic = client.createTopic(r -> r.name("made").attributes(Map.of("DisplayName", "Made")))
                .topicArn();
        var subscription = client.subscribe(r -> r.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(QUEUE)
                        .attributes(Map.of("RawMessageDelivery", "true")))
                .subscriptionArn();
        assertThat(client.listTopics().topics()).extracting(t -> t.topicArn()).containsExactly(topic);
        assertThat(client.getTopicAttributes(r -> r.topicArn(topic)).attributes())
                .containsEntry("DisplayName", "Made")
                .containsEntry("SubscriptionsConfirmed", "1");
        assertThat(client.getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
                        .attributes())
                .containsEntry("RawMessageDelivery", "true");
        client.setSubscriptionAttributes(r ->
                r.subscriptionArn(subscription).attributeName("FilterPolicy").attributeValue("{\"a\":[1]}"));
        assertThat(client.getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
                        .attributes())
                .containsEntry("FilterPolicy", "{\"a\":[1]}");
        client.unsubscribe(r -> r.subscriptionArn(subscription));
        assertThat(client.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .isEmpty();
        client.deleteTopic(r -> r.topicArn(topic));
        assertThatThrownBy(() -> client.publish(r -> r.topicArn(topic).message("x")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void batches_shouldFailInParts() {
        var topic = topic("news");
        var answer = client.publishBatch(r -> r.topicArn(topic)
                .publishBatchRequestEntries(
                        PublishBatchRequestEntry.builder().id("a").message("x").build(),
                        PublishBatchRequestEntry.builder()
                                .id("b")
                                .message("x")
                                .subject("two\nlines")
                                .build()));
        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("a");
        assertThat(answer.failed()).extracting(e -> e.id()).containsExactly("b");
    }

    @Test
    void whatSnsRefuses_shouldBeRefused() {
        var topic = topic("news");
        assertThatThrownBy(() -> client.publish(r -> r.topicArn(topic).message("x".repeat(262_145))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Message too long");
        assertThatThrownBy(() -> subscribe(topic, "https", "https://example.com", Map.of()))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("delivers to sqs, lambda and email, not to https");
        assertThatThrownBy(() -> subscribe(topic, "sqs", QUEUE, Map.of("filterPolicy", "{\"a\":[{\"odd\":1}]}")))
                .hasMessageContaining("Unrecognized match type odd");
        assertThatThrownBy(() -> topic("orders.fifo")).hasMessageContaining("FIFO");
        assertThatThrownBy(() -> subscribe(
                        topic,
                        "sqs",
                        QUEUE,
                        Map.of(
                                "redrivePolicy",
                                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:123456789012:no\"}")))
                .hasMessageContaining("deadLetterTargetArn must be the ARN of an SQS queue that exists");
    }

    @Test
    void roles_shouldNeedPermission() throws Exception {
        var topic = topic("news");
        var role = iam.role("function", "lambda.amazonaws.com");
        try (var asRole = LoopbackServer.start(0, exchange -> sns.api()
                        .handle(new AwsRequest(exchange, role, "sns", "eu-central-1", "request-1")));
                var roleClient = SnsClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + asRole.port()))
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                        .build()) {
            assertThatThrownBy(() -> roleClient.publish(r -> r.topicArn(topic).message("x")))
                    .isInstanceOf(AuthorizationErrorException.class)
                    .hasMessageContaining("is not authorized to perform: sns:Publish on resource: " + topic);
            iam.allow("function", "sns:Publish", topic);
            assertThat(roleClient.publish(r -> r.topicArn(topic).message("x")).messageId())
                    .isNotEmpty();
        }
    }

    private double sum(String metric) {
        return metrics.sum("AWS/SNS", metric, Map.of("TopicName", "news"));
    }

    private String topic(String name) {
        return (String) Objects.requireNonNull(iam.register("aws:sns/topic:Topic", name, Map.of("name", name))
                .outputs()
                .get("arn"));
    }

    private void subscribe(String topic, String protocol, String endpoint, Map<String, ?> more) {
        var inputs = new HashMap<String, Object>(more);
        inputs.putAll(Map.of("topic", topic, "protocol", protocol, "endpoint", endpoint));
        iam.register("aws:sns/topicSubscription:TopicSubscription", protocol, inputs);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** Queues that fail as often as they are told, then take all. */
    private static final class RecordingQueues implements Queues {
        private final List<Outgoing> sent = new CopyOnWriteArrayList<>();
        private final List<String> targets = new CopyOnWriteArrayList<>();
        private final List<Caller> callers = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile AwsException failure = new AwsException("InternalError", 500, "");

        @Override
        public Optional<Queue> find(String arn) {
            return List.of(QUEUE, DEAD).contains(arn)
                    ? Optional.of(new Queue(arn, "q", "u", false, Duration.ofSeconds(30), Optional.empty(), 0))
                    : Optional.empty();
        }

        @Override
        public String send(Caller caller, String queueArn, Outgoing message) {
            if (failures.getAndDecrement() > 0) {
                throw failure;
            }
            callers.add(caller);
            sent.add(message);
            targets.add(queueArn);
            return "id";
        }

        @Override
        public List<Received> receive(Caller caller, String queueArn, int most, Duration wait) {
            throw new IllegalStateException("SNS receives nothing");
        }

        @Override
        public void delete(Caller caller, String queueArn, String receiptHandle) {
            throw new IllegalStateException("SNS deletes nothing");
        }

        @Override
        public void changeVisibility(Caller caller, String queueArn, String receiptHandle, Duration timeout) {
            throw new IllegalStateException("SNS hides nothing");
        }
    }

    /** Functions that keep their events. */
    private static final class RecordingFunctions implements FunctionInvoker {
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();

        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new IllegalStateException("SNS invokes asynchronously");
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            events.add(JsonMapper.shared().readTree(new String(payload, StandardCharsets.UTF_8)));
            return "id";
        }
    }
}
