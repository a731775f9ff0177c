package dev.quartet.local.sqs;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Queues.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** SQS as AWS's own client and the local cloud's other services see it. */
class SqsTest {
    private static final String ARN = "arn:aws:sqs:eu-central-1:123456789012:";

    private SqsFixture fixture;
    private SqsClient client;

    @BeforeEach
    void start() throws Exception {
        fixture = new SqsFixture(Disorder.NONE);
        client = fixture.client();
    }

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    @Test
    void messages_shouldComeWithAttributesAndDigests_andBeCounted() {
        var url = queue("work", Map.of());
        // The client itself checks the digests of body and attributes.
        client.sendMessage(r -> r.queueUrl(url)
                .messageBody("안녕 <b>&")
                .messageAttributes(Map.of(
                        "colour", text("blue"),
                        "bytes",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, -1}))
                                        .build())));

        var message = client.receiveMessage(r -> r.queueUrl(url)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .getFirst();
        assertThat(message.body()).isEqualTo("안녕 <b>&");
        assertThat(message.messageAttributes().get("colour").stringValue()).isEqualTo("blue");
        assertThat(message.messageAttributes().get("bytes").binaryValue().asByteArray())
                .containsExactly(0, 1, -1);
        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsEntry(MessageSystemAttributeName.SENDER_ID, "123456789012");
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");
        client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        assertThat(client.receiveMessage(r -> r.queueUrl(url)).messages()).isEmpty();

        assertThat(fixture.sum("NumberOfMessagesSent", "work")).isEqualTo(1);
        assertThat(fixture.sum("NumberOfMessagesReceived", "work")).isEqualTo(1);
        assertThat(fixture.sum("NumberOfMessagesDeleted", "work")).isEqualTo(1);
        assertThat(fixture.sum("NumberOfEmptyReceives", "work")).isEqualTo(1);
    }

    @Test
    void visibility_shouldHideAMessageUntilItIsOver() {
        var url = queue("work", Map.of("visibilityTimeoutSeconds", 60.0));
        client.sendMessage(r -> r.queueUrl(url).messageBody("x"));
        var first = receive(url).getFirst();
        assertThat(receive(url)).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(60));
        var second = receive(url).getFirst();
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThatThrownBy(() -> client.changeMessageVisibility(r ->
                        r.queueUrl(url).receiptHandle(first.receiptHandle()).visibilityTimeout(0)))
                .hasMessageContaining("isn't in flight");
        client.changeMessageVisibility(
                r -> r.queueUrl(url).receiptHandle(second.receiptHandle()).visibilityTimeout(0));
        assertThat(receive(url)).hasSize(1);
        assertThatThrownBy(() -> client.deleteMessage(r -> r.queueUrl(url).receiptHandle("nonsense")))
                .isInstanceOf(ReceiptHandleIsInvalidException.class);
    }

    @Test
    void receive_shouldWaitForAMessage_whenLongPolling() {
        var url = queue("work", Map.of());
        var waiting = CompletableFuture.supplyAsync(() ->
                client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());
        client.sendMessage(r -> r.queueUrl(url).messageBody("late"));
        assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join())
                .extracting(Message::body)
                .containsExactly("late");
    }

    @Test
    void delayedAndOldMessages_shouldNotBeSeen() {
        var url = queue("work", Map.of("delaySeconds", 10.0, "messageRetentionSeconds", 60.0));
        client.sendMessage(r -> r.queueUrl(url).messageBody("slow"));
        client.sendMessage(r -> r.queueUrl(url).messageBody("fast").delaySeconds(0));
        assertThat(receive(url)).extracting(Message::body).containsExactly("fast");
        fixture.sqs.sample();
        assertThat(fixture.sum("ApproximateNumberOfMessagesDelayed", "work")).isEqualTo(1);
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.sqs.sample();
        assertThat(fixture.sum("ApproximateAgeOfOldestMessage", "work")).isEqualTo(10);
        assertThat(fixture.sum("ApproximateNumberOfMessagesVisible", "work")).isEqualTo(1);
        assertThat(fixture.sum("ApproximateNumberOfMessagesNotVisible", "work")).isEqualTo(2);
        fixture.clock.advance(Duration.ofSeconds(50));
        assertThat(receive(url)).isEmpty();
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .isEqualTo("0");
    }

    @Test
    void messagesReceivedTooOften_shouldMoveToTheDeadLetterQueue_andBack() {
        var dead = queue("dead", Map.of());
        var url = queue(
                "work",
                Map.of("redrivePolicy", "{\"deadLetterTargetArn\":\"%sdead\",\"maxReceiveCount\":2}".formatted(ARN)));
        client.sendMessage(r -> r.queueUrl(url).messageBody("poison"));
        for (int i = 0; i < 2; i++) {
            assertThat(receive(url)).hasSize(1);
            fixture.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(receive(url)).isEmpty();
        fixture.sqs.sample();
        assertThat(fixture.sum("ApproximateNumberOfMessagesVisible", "dead")).isEqualTo(1);
        var given = client.receiveMessage(r -> r.queueUrl(dead)
                        .visibilityTimeout(0)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .getFirst();
        assertThat(given.attributes())
                .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, ARN + "work");
        assertThat(client.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
                .containsExactly(url);

        client.startMessageMoveTask(r -> r.sourceArn(ARN + "dead"));
        await().until(() -> client.listMessageMoveTasks(r -> r.sourceArn(ARN + "dead"))
                .results()
                .getFirst()
                .status()
                .equals("COMPLETED"));
        assertThat(receive(url)).extracting(Message::body).containsExactly("poison");
        assertThatThrownBy(() -> client.startMessageMoveTask(r -> r.sourceArn(ARN + "work")))
                .hasMessageContaining("must be configured as a Dead Letter Queue");
    }

    @Test
    void fifo_shouldKeepOrderPerGroup_andDropDuplicates() {
        var url = queue("orders.fifo", Map.of("fifoQueue", true, "contentBasedDeduplication", true));
        for (var body : List.of("a1", "a2", "b1", "a2")) {
            client.sendMessage(r -> r.queueUrl(url).messageBody(body).messageGroupId(body.substring(0, 1)));
        }
        var first = client.receiveMessage(r -> r.queueUrl(url)).messages();
        assertThat(first).extracting(Message::body).containsExactly("a1");
        // Group a is taken: only b is left.
        assertThat(receive(url)).extracting(Message::body).containsExactly("b1");
        assertThat(receive(url)).isEmpty();
        client.deleteMessage(r -> r.queueUrl(url).receiptHandle(first.getFirst().receiptHandle()));
        assertThat(receive(url)).extracting(Message::body).containsExactly("a2");
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(receive(url)).extracting(Message::body).containsExactlyInAnyOrder("a2", "b1");
        assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(url).messageBody("x")))
                .hasMessageContaining("MessageGroupId");
        fixture.clock.advance(Duration.ofMinutes(5));
        client.sendMessage(r -> r.queueUrl(url).messageBody("a2").messageGroupId("c"));
        assertThat(receive(url)).extracting(Message::body).contains("a2").hasSize(3);
    }

    @Test
    void batches_shouldFailInParts_andAsAWholeWhenTooLong() {
        var url = queue("work", Map.of());
        var answer = client.sendMessageBatch(r -> r.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("good")
                                .messageBody("x")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("bad")
                                .messageBody("\u0001")
                                .build()));
        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("good");
        assertThat(answer.failed()).singleElement().satisfies(e -> {
            assertThat(e.id()).isEqualTo("bad");
            assertThat(e.senderFault()).isTrue();
            assertThat(e.code()).isEqualTo("InvalidMessageContents");
        });
        assertThatThrownBy(() -> client.sendMessageBatch(r -> r.queueUrl(url)
                        .entries(IntStream.range(0, 3)
                                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                        .id("e" + i)
                                        .messageBody("x".repeat(100_000))
                                        .build())
                                .toList())))
                .isInstanceOf(BatchRequestTooLongException.class);
        assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(url).messageBody("x".repeat(262_145))))
                .isInstanceOfSatisfying(
                        SqsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"))
                .hasMessageContaining("262144");
        client.sendMessage(r -> r.queueUrl(url).messageBody("x".repeat(262_144)));
    }

    @Test
    void unknownQueues_shouldBeToldByBothOfTheirNames() {
        assertThatThrownBy(() -> client.getQueueUrl(r -> r.queueName("none")))
                .isInstanceOf(QueueDoesNotExistException.class)
                .isInstanceOfSatisfying(
                        SqsException.class, e -> assertThat(e.awsErrorDetails().errorCode())
                                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
        var url = client.createQueue(r -> r.queueName("made")).queueUrl();
        assertThat(client.listQueues().queueUrls()).containsExactly(url);
        client.deleteQueue(r -> r.queueUrl(url));
        assertThat(client.listQueues().queueUrls()).isEmpty();
    }

    @Test
    void purge_shouldEmptyAQueue() {
        var url = queue("work", Map.of());
        client.sendMessage(r -> r.queueUrl(url).messageBody("x"));
        client.purgeQueue(r -> r.queueUrl(url));
        assertThat(receive(url)).isEmpty();
        assertThatThrownBy(() -> client.purgeQueue(r -> r.queueUrl(url))).hasMessageContaining("every 60 seconds");
    }

    @Test
    void queues_shouldNeedPermission() {
        var url = queue("work", Map.of());
        try (var reader = fixture.client("reader", "sqs:ReceiveMessage", ARN + "work")) {
            assertThat(reader.receiveMessage(r -> r.queueUrl(url)).messages()).isEmpty();
            assertThatThrownBy(() -> reader.sendMessage(r -> r.queueUrl(url).messageBody("x")))
                    .isInstanceOfSatisfying(
                            SqsException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
                    .hasMessageContaining("is not authorized to perform: sqs:SendMessage on resource: " + ARN + "work");
        }
    }

    @Test
    void services_shouldNeedTheQueuesPolicy_withTheirSource() {
        var url = queue("work", Map.of());
        var bucket = Caller.service("s3.amazonaws.com", "arn:aws:s3:::uploads", "123456789012");
        assertThatThrownBy(() -> fixture.sqs.send(bucket, ARN + "work", Outgoing.of("x")))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDenied"));
        fixture.iam.register(
                "aws:sqs/queuePolicy:QueuePolicy", "policy", Map.of("queueUrl", url, "policy", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
                 "Action": "sqs:SendMessage", "Resource": "%swork",
                 "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::uploads"},
                               "StringEquals": {"aws:SourceAccount": "123456789012"}}}]}""".formatted(ARN)));
        fixture.sqs.send(bucket, ARN + "work", Outgoing.of("x"));
        var other = Caller.service("s3.amazonaws.com", "arn:aws:s3:::other", "123456789012");
        assertThatThrownBy(() -> fixture.sqs.send(other, ARN + "work", Outgoing.of("x")))
                .isInstanceOf(AwsException.class);
        assertThat(receive(url)).hasSize(1);
    }

    @Test
    void resources_shouldBeRefused_asSqsWould() {
        assertThatThrownBy(() -> queue(
                        "work",
                        Map.of(
                                "redrivePolicy",
                                "{\"deadLetterTargetArn\":\"%snone\",\"maxReceiveCount\":2}".formatted(ARN))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Dead letter target does not exist");
        assertThatThrownBy(() -> queue("work", Map.of("visibilityTimeoutSeconds", 43_201.0)))
                .hasMessageContaining("VisibilityTimeout: 43201. Allowed: 0 to 43200");
        assertThatThrownBy(() -> queue("work", Map.of("fifoQueue", true))).hasMessageContaining(".fifo");
        queue("dead", Map.of("redriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}"));
        assertThatThrownBy(() -> queue(
                        "work",
                        Map.of(
                                "redrivePolicy",
                                "{\"deadLetterTargetArn\":\"%sdead\",\"maxReceiveCount\":2}".formatted(ARN))))
                .hasMessageContaining("RedriveAllowPolicy does not permit");
    }

    @Test
    void disorder_shouldRepeatAndMixMessages_butLoseNone() throws Exception {
        try (var mixed = new SqsFixture(Disorder.of(0.1, 7))) {
            var arn = ARN + "work";
            mixed.iam.register("aws:sqs/queue:Queue", "work", Map.of("name", "work"));
            var sent = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
            sent.forEach(body -> mixed.sqs.send(dev.quartet.local.iam.IamKit.ROOT, arn, Outgoing.of(body)));
            var received = new ArrayList<String>();
            while (true) {
                var some = mixed.sqs.receive(dev.quartet.local.iam.IamKit.ROOT, arn, 10, Duration.ZERO);
                if (some.isEmpty()) {
                    break;
                }
                some.forEach(message -> received.add(message.body()));
            }
            assertThat(received).containsAll(sent);
            assertThat(received.size()).isBetween(510, 620);
            assertThat(received.subList(0, 500)).isNotEqualTo(sent);
        }
    }

    private String queue(String name, Map<String, ?> inputs) {
        var all = new java.util.HashMap<String, Object>(inputs);
        all.put("name", name);
        return (String) java.util.Objects.requireNonNull(
                fixture.iam.register("aws:sqs/queue:Queue", name, all).outputs().get("url"));
    }

    private List<Message> receive(String url) {
        return client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
                .messages();
    }

    private String attribute(String url, QueueAttributeName name) {
        return client.getQueueAttributes(r -> r.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
