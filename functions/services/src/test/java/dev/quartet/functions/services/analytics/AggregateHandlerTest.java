package dev.quartet.functions.services.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.Order;
import dev.quartet.functions.services.events.OrderLine;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.events.OrderRejected;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

final class AggregateHandlerTest {
    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<String, String> variables = Map.of("ANALYTICS_TABLE", KeyedTable.NAME);

    @BeforeContainer
    static void createTable() {
        table = new KeyedTable("pk", "sk");
    }

    @AfterContainer
    static void dropTable() {
        table.close();
    }

    @BeforeTry
    void empty() {
        table.clear();
        log.reset();
    }

    private AggregateHandler handler() {
        return new AggregateHandler(
                new Env(variables),
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                table::client);
    }

    private static Event event(int number, boolean placed, int day, int quantity, String currency) {
        String id = "%032x".formatted(number);
        Money price = new Money("0.1", currency);
        Order order = new Order(
                id,
                "Ada",
                List.of(new OrderLine("CUP", quantity, price), new OrderLine("POT", 1, price)),
                new Money(quantity + ".30", currency));
        Envelope envelope =
                new Envelope(id + "#2", Instant.parse("2026-03-%02dT23:59:59.9Z".formatted(day)), "corr-" + number);
        return placed ? new OrderPlaced(envelope, order) : new OrderRejected(envelope, order, "OUT_OF_STOCK");
    }

    /** What Kinesis brings, with the sequence numbers 0, 1 and so on. */
    private static Map<String, Object> batch(List<byte[]> data) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (byte[] bytes : data) {
            records.add(Map.of(
                    "kinesis",
                    Map.of(
                            "sequenceNumber",
                            String.valueOf(records.size()),
                            "data",
                            Base64.getEncoder().encodeToString(bytes))));
        }
        return Map.of("Records", records);
    }

    private static Map<String, Object> batchOf(List<Event> events) {
        return batch(events.stream().map(Event::bytes).toList());
    }

    private static List<String> failures(JsonNode answer) {
        return answer.path("batchItemFailures").findValuesAsString("itemIdentifier");
    }

    private static Map<LocalDate, Totals> stored() {
        Map<LocalDate, Totals> days = new TreeMap<>();
        for (Map<String, AttributeValue> item : table.items()) {
            if (item.get("pk").s().startsWith("DAY#")) {
                days.merge(DayItems.day(item), DayItems.totals(item), Totals::plus);
            }
        }
        return days;
    }

    private static Map<LocalDate, String> json(Map<LocalDate, Totals> days) {
        Map<LocalDate, String> texts = new TreeMap<>();
        days.forEach((day, totals) -> texts.put(day, totals.json().toString()));
        return texts;
    }

    private static Map<LocalDate, Totals> expected(List<Event> events) {
        Map<String, Event> once = new HashMap<>();
        events.forEach(event -> once.put(event.envelope().eventId(), event));
        Map<LocalDate, Totals> days = new TreeMap<>();
        for (Event event : once.values()) {
            LocalDate day =
                    LocalDate.parse(event.envelope().occurredAt().toString().substring(0, 10));
            days.merge(day, Totals.of(event), Totals::plus);
        }
        return days;
    }

    private record Sent(List<Event> events, int batchSize, long seed) {}

    @Provide
    Arbitrary<Sent> deliveries() {
        Arbitrary<List<Event>> events = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 28),
                        Arbitraries.integers().between(1, 1_000),
                        Arbitraries.of("EUR", "KRW"))
                .as((placed, day, quantity, currency) -> event(0, placed, day, quantity, currency))
                .list()
                .ofMinSize(1)
                .ofMaxSize(150)
                .map(AggregateHandlerTest::numbered);
        return Combinators.combine(events, Arbitraries.integers().between(1, 100), Arbitraries.longs())
                .as(Sent::new);
    }

    /** Every event an order of its own. */
    private static List<Event> numbered(List<Event> events) {
        List<Event> numbered = new ArrayList<>();
        for (Event event : events) {
            String text = new String(event.bytes(), StandardCharsets.UTF_8)
                    .replace("0".repeat(32), "%032x".formatted(numbered.size() + 1));
            try {
                numbered.add(dev.quartet.functions.services.events.EventReader.read(text));
            } catch (dev.quartet.functions.services.events.InvalidEventException e) {
                throw new AssertionError(e);
            }
        }
        return numbered;
    }

    @Property(tries = 40)
    void everyEventCountsOnceHoweverOftenAndInWhichOrderItComes(@ForAll("deliveries") Sent sent) {
        Random random = new Random(sent.seed());
        List<Event> stream = new ArrayList<>(sent.events());
        for (Event event : sent.events()) {
            for (int again = random.nextInt(3); again > 0; again--) {
                stream.add(event);
            }
        }
        Collections.shuffle(stream, random);
        AggregateHandler handler = handler();
        for (int from = 0; from < stream.size(); from += sent.batchSize()) {
            List<Event> batch = stream.subList(from, Math.min(stream.size(), from + sent.batchSize()));
            assertThat(failures(Functions.invoke(handler, batchOf(batch)))).isEmpty();
        }
        assertThat(json(stored())).isEqualTo(json(expected(stream)));
    }

    @Example
    void concurrentBatchesWithTheSameEventsCountThemOnce() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            events.add(event(i, i % 4 != 0, 1 + i % 2, i, "EUR"));
        }
        int invocations = 6;
        CyclicBarrier together = new CyclicBarrier(invocations);
        List<Callable<List<String>>> calls = new ArrayList<>();
        for (int i = 0; i < invocations; i++) {
            AggregateHandler own = handler();
            List<Event> mine = new ArrayList<>(events.subList(i * 5, i * 5 + 35));
            Collections.shuffle(mine, new Random(i));
            calls.add(() -> {
                together.await();
                // As the stream's mapping does: what failed comes again.
                List<Event> rest = mine;
                while (true) {
                    List<String> failed = failures(Functions.invoke(own, batchOf(rest)));
                    if (failed.isEmpty()) {
                        return failed;
                    }
                    rest = rest.subList(Integer.parseInt(failed.getFirst()), rest.size());
                }
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(invocations)) {
            for (Future<List<String>> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEmpty();
            }
        }
        assertThat(json(stored())).isEqualTo(json(expected(events)));
    }

    @Example
    void failsAtThePoisonAndCountsWhatCameWithIt() {
        Event first = event(1, true, 1, 3, "EUR");
        Event last = event(2, false, 1, 4, "EUR");
        byte[] poison = new String(event(3, true, 1, 1, "EUR").bytes(), StandardCharsets.UTF_8)
                .replace("\"schemaVersion\":1", "\"schemaVersion\":9")
                .getBytes(StandardCharsets.UTF_8);
        AggregateHandler handler = handler();
        List<byte[]> batch = List.of(first.bytes(), poison, last.bytes(), "?".getBytes(StandardCharsets.UTF_8));
        assertThat(failures(Functions.invoke(handler, batch(batch)))).containsExactly("1");
        Map<LocalDate, String> counted = json(expected(List.of(first, last)));
        assertThat(json(stored())).isEqualTo(counted);

        // As the mapping goes on: from there, in halves, until the record stands alone.
        assertThat(failures(Functions.invoke(handler, batch(batch.subList(1, 3)))))
                .containsExactly("0");
        assertThat(failures(Functions.invoke(handler, batch(batch.subList(3, 4)))))
                .containsExactly("0");
        assertThat(json(stored())).isEqualTo(counted);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"sequenceNumber\":\"1\",\"correlationId\":\"corr-3\",\"eventId\":\"%032x#2\"".formatted(3))
                .contains("schemaVersion of OrderPlaced is 9; this consumer knows 1")
                .contains("the message is not valid JSON")
                .contains("\"correlationId\":\"corr-1\"");
    }

    @Example
    void takesTheEventsOfOrdersAlone() {
        Event imported = new ImportedOrder(
                new Envelope("b/k/v/2", Instant.EPOCH, "c"),
                new ImportedOrder.Source("k", 2),
                "Ada",
                List.of(new ImportedOrder.Line("CUP", 1)));
        assertThat(failures(Functions.invoke(handler(), batchOf(List.of(imported)))))
                .containsExactly("0");
        assertThat(table.items()).isEmpty();
    }

    @Example
    void failsAtTheFirstRecordThatTheTableDidNotTake() {
        AggregateHandler handler = new AggregateHandler(
                new Env(Map.of("ANALYTICS_TABLE", "missing")),
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                table::client);
        assertThat(failures(Functions.invoke(handler, batchOf(List.of(event(1, true, 1, 1, "EUR"))))))
                .containsExactly("0");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"message\":\"not counted, to be tried again\",\"correlationId\":\"corr-1\"");
        assertThat(table.items()).isEmpty();
    }

    @Example
    void refusesWhatIsNoEventOfAStream() {
        assertThatThrownBy(() -> Functions.invoke(handler(), Map.of("Records", List.of(Map.of("body", "x")))))
                .hasMessageContaining("kinesis.sequenceNumber");
    }

    @Example
    void primesASnapshotWithoutAnEvent() {
        AggregatePriming.run(new Env(variables), Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"EventsCounted\":1");
        new AggregateHandler(new Env(variables), Clock.systemUTC(), System.out, () -> Echo.dynamoDb("{}"))
                .beforeCheckpoint(org.crac.Core.getGlobalContext());
        assertThat(table.items()).isEmpty();
    }
}
