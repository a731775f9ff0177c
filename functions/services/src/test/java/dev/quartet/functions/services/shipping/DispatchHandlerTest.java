package dev.quartet.functions.services.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.Order;
import dev.quartet.functions.services.events.OrderLine;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.events.OrderRejected;
import dev.quartet.functions.services.queue.DeadLetters;
import dev.quartet.functions.services.queue.MemoryQueues;
import dev.quartet.functions.services.queue.QueueEvents;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import tools.jackson.databind.JsonNode;

final class DispatchHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:01Z");
    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final MemoryQueues queues = new MemoryQueues();
    private final Map<String, String> variables = Map.of(
            "SHIPPING_TABLE", KeyedTable.NAME, "DEAD_LETTER_QUEUE_URL", "https://sqs/dead", "AWS_REGION", "eu-north-1");
    private final DispatchHandler handler = handler(table.client());

    @BeforeAll
    static void createTable() {
        table = new KeyedTable("orderId");
    }

    @AfterAll
    static void dropTable() {
        table.close();
    }

    @BeforeEach
    void empty() {
        table.clear();
    }

    private DispatchHandler handler(DynamoDbClient client) {
        return new DispatchHandler(
                new Env(variables),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                () -> client,
                () -> queues);
    }

    private static OrderPlaced placed(int number) {
        return new OrderPlaced(envelope(number), order(number));
    }

    private static Order order(int number) {
        Money price = new Money("12.90", "EUR");
        return new Order(
                "%032x".formatted(number),
                "김 Ada",
                List.of(new OrderLine("CUP-1", 2, price)),
                new Money("25.80", "EUR"));
    }

    private static Envelope envelope(int number) {
        return new Envelope("%032x#2".formatted(number), Instant.parse("2026-03-01T10:00:00Z"), "corr-" + number);
    }

    private static String text(OrderPlaced event) {
        return new String(event.bytes(), StandardCharsets.UTF_8);
    }

    private List<String> failures(Object event) {
        return Functions.invoke(handler, event).path("batchItemFailures").findValuesAsString("itemIdentifier");
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesOneShipmentOfEachOrder() {
        assertThat(failures(QueueEvents.ofEvents(List.of(placed(1), placed(2), placed(1)))))
                .isEmpty();
        assertThat(failures(QueueEvents.ofEvents(List.of(placed(2))))).isEmpty();

        assertThat(table.items()).hasSize(2);
        Map<String, AttributeValue> item = table.items().stream()
                .filter(one -> one.get("orderId").s().equals("%032x".formatted(1)))
                .findFirst()
                .orElseThrow();
        assertThat(Shipment.of(item))
                .isEqualTo(new Shipment(
                        "%032x".formatted(1),
                        "%032x#2".formatted(1),
                        "CREATED",
                        "김 Ada",
                        List.of(new Shipment.Line("CUP-1", 2)),
                        NOW,
                        "corr-1"));
        assertThat(logged())
                .contains("\"ShipmentsCreated\":2,\"DuplicatesIgnored\":1")
                .contains("\"DuplicatesIgnored\":1}")
                .contains("\"message\":\"created a shipment\",\"correlationId\":\"corr-1\"");
    }

    @Test
    void putsPoisonIntoTheDeadLetterQueueWithItsCauseAndHandlesTheRest() {
        String later = text(placed(3)).replace("\"schemaVersion\":1", "\"schemaVersion\":2");
        String rejected =
                new String(new OrderRejected(envelope(4), order(4), "OUT_OF_STOCK").bytes(), StandardCharsets.UTF_8);
        String odd = text(placed(5)).replace("12.90", "\\u0001\\uD800");
        assertThat(failures(QueueEvents.of(List.of("{", later, rejected, odd, text(placed(6))))))
                .isEmpty();

        assertThat(table.items()).hasSize(1);
        assertThat(queues.messages)
                .extracting(SendMessageRequest::messageBody)
                .containsExactly("{", later, rejected, odd);
        assertThat(queues.messages).allSatisfy(message -> {
            assertThat(message.queueUrl()).isEqualTo("https://sqs/dead");
            assertThat(message.messageAttributes().get("sourceQueue").stringValue())
                    .isEqualTo(QueueEvents.QUEUE);
        });
        List<String> causes = queues.messages.stream()
                .map(message -> message.messageAttributes().get("cause").stringValue())
                .toList();
        assertThat(causes.get(0)).startsWith("the message is not valid JSON");
        assertThat(causes.get(1)).startsWith("schemaVersion of OrderPlaced is 2; this consumer knows 1");
        assertThat(causes.get(2)).isEqualTo("type is 'OrderRejected'; this queue's worker takes OrderPlaced");
        assertThat(causes.get(3)).startsWith("order.lines[0].unitPrice.amount is '??'; allowed is");
        assertThat(logged())
                .contains("\"PoisonMessages\":4")
                .contains("\"messageId\":\"message-1\"")
                .contains("\"correlationId\":\"corr-3\",\"eventId\":\"%032x#2\",\"cause\"".formatted(3));
    }

    @Test
    void letsPoisonComeAgainWhenTheDeadLetterQueueDoesNotAnswer() {
        queues.silent = true;
        assertThat(failures(QueueEvents.of(List.of("{", text(placed(7)))))).containsExactly("message-0");
        assertThat(table.items()).hasSize(1);
        assertThat(logged()).doesNotContain("PoisonMessages").contains("does not answer");
    }

    @Test
    void namesTheMessagesThatFailedAndThoseAlone() {
        DynamoDbClient failing = (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (String.valueOf(text((java.util.function.Consumer<?>) arguments[0]))
                            .contains("corr-9")) {
                        throw SdkClientException.create("DynamoDB does not answer");
                    }
                    return method.invoke(table.client(), arguments);
                });
        JsonNode answer =
                Functions.invoke(handler(failing), QueueEvents.ofEvents(List.of(placed(8), placed(9), placed(10))));
        assertThat(answer.path("batchItemFailures").findValuesAsString("itemIdentifier"))
                .containsExactly("message-1");
        assertThat(table.items()).hasSize(2);
        assertThat(logged())
                .contains("\"message\":\"failed, to be tried again\",\"correlationId\":\"corr-9\"")
                .contains("DynamoDB does not answer");
        assertThat(failures(QueueEvents.ofEvents(List.of(placed(9))))).isEmpty();
        assertThat(table.items()).hasSize(3);
    }

    @SuppressWarnings("unchecked")
    private static String text(java.util.function.Consumer<?> request) {
        var builder = software.amazon.awssdk.services.dynamodb.model.PutItemRequest.builder();
        ((java.util.function.Consumer<Object>) request).accept(builder);
        return builder.build().toString();
    }

    @Test
    void makesOneHoweverManyInvocationsHaveTheMessage() throws Exception {
        int invocations = 8;
        CyclicBarrier together = new CyclicBarrier(invocations);
        List<Callable<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < invocations; i++) {
            DispatchHandler own = handler(table.client());
            calls.add(() -> {
                together.await();
                return Functions.invoke(own, QueueEvents.ofEvents(List.of(placed(11))));
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(invocations)) {
            for (Future<JsonNode> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().path("batchItemFailures").size()).isZero();
            }
        }
        assertThat(table.items()).hasSize(1);
        assertThat(logged().split("\"ShipmentsCreated\":1", -1)).hasSize(2);
    }

    @Test
    void refusesWhatIsNoEventOfAQueueAndNoConfiguration() {
        assertThatThrownBy(() -> failures(Map.of("detail", "x"))).hasMessageContaining("Records");
        assertThatThrownBy(() -> failures(Map.of("Records", List.of(Map.of("messageId", "1")))))
                .hasMessageContaining("eventSourceARN");
        assertThatThrownBy(() -> new DeadLetters(() -> queues, new Env(Map.of())))
                .hasMessageContaining("DEAD_LETTER_QUEUE_URL");
    }

    @Test
    void primesASnapshotWithoutAShipment() {
        DispatchPriming.run(new Env(variables), Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(logged()).contains("\"PoisonMessages\":1,\"ShipmentsCreated\":1");
        assertThat(table.items()).isEmpty();
        DispatchHandler frozen = handler(Echo.dynamoDb("{}"));
        frozen.beforeCheckpoint(org.crac.Core.getGlobalContext());
        frozen.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(table.items()).isEmpty();
        assertThat(queues.messages).isEmpty();
    }
}
