package dev.quartet.functions.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.EventReader;
import dev.quartet.functions.services.events.InvalidEventException;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.events.OrderRejected;
import dev.quartet.functions.services.events.Schemas;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

final class PublisherHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Env ENV = new Env(Map.of(
            "ORDER_EVENTS_TOPIC", "arn:aws:sns:ap-northeast-1:000000000000:order-events",
            "EVENTS_STREAM", "events",
            "AWS_REGION", "ap-northeast-1"));

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Outlets outlets = new Outlets();
    private final PublisherHandler handler = new PublisherHandler(
            ENV, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8), outlets::sns, outlets::kinesis);
    private final List<Object> records = new ArrayList<>();
    private final List<OrderRecord> orders = new ArrayList<>();

    private void decided(int count) {
        for (int i = 0; i < count; i++) {
            OrderRecord order = i % 3 == 2
                    ? OrderSamples.order(NOW, Status.REJECTED, Reason.OUT_OF_STOCK)
                    : OrderSamples.order(NOW, Status.CONFIRMED, null);
            orders.add(order);
            changed("PENDING", OrderItems.item(order));
        }
    }

    private void changed(String before, Map<String, AttributeValue> item) {
        Map<String, Object> image = new LinkedHashMap<>();
        item.forEach((name, value) -> image.put(name, json(value)));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("SequenceNumber", String.valueOf(100 + records.size()));
        change.put("Keys", Map.of("pk", image.get("pk")));
        change.put("OldImage", Map.of("status", Map.of("S", before)));
        change.put("NewImage", image);
        records.add(Map.of("eventName", "MODIFY", "dynamodb", change));
    }

    private static Object json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case L ->
                Map.of("L", value.l().stream().map(PublisherHandlerTest::json).toList());
            case M -> {
                Map<String, Object> map = new LinkedHashMap<>();
                value.m().forEach((name, inner) -> map.put(name, json(inner)));
                yield Map.of("M", map);
            }
            default -> throw new AssertionError(value.type());
        };
    }

    /** Where the stream is to go on; empty if everything is done. */
    private String failed() {
        JsonNode answer = Functions.invoke(handler, Map.of("Records", records));
        return answer.path("batchItemFailures").path(0).path("itemIdentifier").asString("");
    }

    private List<String> idsOf(List<Event> events) {
        return events.stream().map(event -> event.envelope().eventId()).toList();
    }

    private List<String> expectedIds(int count) {
        return orders.subList(0, count).stream().map(order -> order.id() + "#2").toList();
    }

    @Test
    void tellsBothInOrderWhatBecameOfOrders() throws InvalidEventException {
        decided(25);
        assertThat(failed()).isEmpty();
        assertThat(idsOf(outlets.streamed())).isEqualTo(expectedIds(25));
        assertThat(idsOf(outlets.published())).isEqualTo(expectedIds(25));
        assertThat(outlets.keys())
                .isEqualTo(orders.stream().map(OrderRecord::id).toList());
        assertThat(outlets.types())
                .startsWith("OrderPlaced 1", "OrderPlaced 1", "OrderRejected 1")
                .hasSize(25);
        for (int i = 0; i < 25; i++) {
            Event event = outlets.published().get(i);
            String json = new String(event.bytes(), StandardCharsets.UTF_8);
            assertThat(Schemas.errors(event, json)).isEmpty();
            assertThat(EventReader.read(json)).isEqualTo(event);
            assertThat(event.envelope().occurredAt()).isEqualTo(NOW);
            assertThat(event.envelope().correlationId()).isEqualTo(orders.get(i).correlationId());
        }
        assertThat(outlets.published().getFirst()).isInstanceOf(OrderPlaced.class);
        assertThat(outlets.published().get(2))
                .isInstanceOfSatisfying(
                        OrderRejected.class, event -> assertThat(event.reason()).isEqualTo("OUT_OF_STOCK"));
    }

    @Test
    void everyLineBearsTheOrdersCorrelationId() {
        decided(3);
        failed();
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(lines.get(i))
                    .contains(
                            "\"correlationId\":\"" + orders.get(i).correlationId() + "\"",
                            orders.get(i).id() + "#2");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9", "10", "17", "24"})
    void goesOnWhereTheStreamRefused(int refused) {
        decided(25);
        outlets.refuseStreamed(orders.get(refused).id());
        assertThat(failed()).isEqualTo(String.valueOf(100 + refused));
        assertThat(idsOf(outlets.published())).isEqualTo(expectedIds(refused));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9", "10", "17", "24"})
    void goesOnWhereTheTopicRefused(int refused) {
        decided(25);
        outlets.refusePublished(orders.get(refused).id());
        assertThat(failed()).isEqualTo(String.valueOf(100 + refused));
        assertThat(idsOf(outlets.published()).subList(0, refused)).isEqualTo(expectedIds(refused));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("not published", "\"sequenceNumber\":\"" + (100 + refused) + "\"");
    }

    @Test
    void nothingIsLostHoweverOftenItFails() {
        decided(25);
        int tries = 0;
        while (!records.isEmpty() && tries < 100) {
            if (tries < 6) {
                outlets.refuseStreamed(orders.get(tries * 4).id());
                outlets.refusePublished(orders.get(tries * 3 + 1).id());
            }
            String failed = failed();
            while (!records.isEmpty() && !failed.equals(sequenceNumber(records.getFirst()))) {
                records.removeFirst();
            }
            outlets.refuseNothing();
            tries++;
        }
        assertThat(idsOf(outlets.streamed()).stream().distinct()).containsExactlyInAnyOrderElementsOf(expectedIds(25));
        assertThat(idsOf(outlets.published()).stream().distinct()).containsExactlyInAnyOrderElementsOf(expectedIds(25));
        assertThat(tries).isBetween(3, 30);
    }

    private static String sequenceNumber(Object streamRecord) {
        return Decisions.sequenceNumber(streamRecord);
    }

    @Test
    void goesOnAtTheFirstWhileNobodyAnswers() {
        decided(12);
        outlets.breakTopic();
        assertThat(failed()).isEqualTo("100");
        outlets.breakStream();
        assertThat(failed()).isEqualTo("100");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("events were not published to the topic");
    }

    @Test
    void saysNothingOfOtherChanges() {
        changed("REJECTED", OrderItems.item(OrderSamples.order(NOW, Status.REJECTED, Reason.ABANDONED)));
        changed("PENDING", OrderItems.item(OrderSamples.order(NOW, Status.PENDING, null)));
        records.add(Map.of("eventName", "REMOVE", "dynamodb", Map.of("SequenceNumber", "102", "Keys", Map.of())));
        assertThat(failed()).isEmpty();
        assertThat(outlets.published()).isEmpty();
        assertThat(outlets.streamed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "total", "customer", "correlationId", "decidedAt"})
    void stopsAtARecordThatIsNoOrder(String missing) {
        decided(2);
        OrderRecord order = OrderSamples.order(NOW, Status.CONFIRMED, null);
        Map<String, AttributeValue> item = new HashMap<>(OrderItems.item(order));
        item.remove(missing);
        changed("PENDING", item);
        decided(2);
        assertThat(failed()).isEqualTo("102");
        assertThat(idsOf(outlets.published())).isEqualTo(expectedIds(2));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("a record of the stream is no order", missing, "\"sequenceNumber\":\"102\"");
    }

    @Test
    void walksThroughItselfBeforeASnapshot() {
        ByteArrayOutputStream primed = new ByteArrayOutputStream();
        byte[] answer =
                PublisherPriming.run(ENV, Clock.systemUTC(), new PrintStream(primed, true, StandardCharsets.UTF_8));
        assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(primed.toString(StandardCharsets.UTF_8))
                .contains("published")
                .doesNotContain("ERROR");
    }
}
