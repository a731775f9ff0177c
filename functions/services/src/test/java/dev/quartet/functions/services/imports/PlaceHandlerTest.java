package dev.quartet.functions.services.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.queue.MemoryQueues;
import dev.quartet.functions.services.queue.QueueEvents;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class PlaceHandlerTest {
    private static final String OUTCOME = "reports/a.outcome.json";
    private static final Upload UPLOAD =
            new Upload("b", "incoming/a.csv", "v1", "v1", "a", Instant.parse("2026-03-01T10:00:00Z"));
    /** Leaves half a second for trying again. */
    private static final int REMAINING_MILLIS = 27_500;

    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final MemoryBucket bucket = new MemoryBucket();
    private final MemoryQueues queues = new MemoryQueues();
    private final StandInOrders orders = new StandInOrders();
    private final PlaceHandler handler = handler(KeyedTable.NAME);

    @BeforeAll
    static void createTable() {
        table = new KeyedTable("pk", "sk");
    }

    @AfterAll
    static void dropTable() {
        table.close();
    }

    @BeforeEach
    void empty() {
        table.clear();
    }

    @AfterEach
    void stop() {
        orders.close();
    }

    private PlaceHandler handler(String tableName) {
        return new PlaceHandler(
                new Env(Map.of(
                        "IMPORTS_TABLE",
                        tableName,
                        "IMPORTS_BUCKET",
                        "b",
                        "ORDERS_URL",
                        orders.url(),
                        "DEAD_LETTER_QUEUE_URL",
                        "https://sqs/dead")),
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                table::client,
                () -> bucket,
                () -> queues,
                OrdersClient::http);
    }

    private static ImportedOrder line(int number) {
        return new ImportedOrder(
                new Envelope(UPLOAD.id() + "/" + number, UPLOAD.time(), UPLOAD.correlationId(number)),
                new ImportedOrder.Source("a", number),
                "Customer " + number,
                List.of(new ImportedOrder.Line("CUP", number)));
    }

    private static List<ImportedOrder> lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(PlaceHandlerTest::line).toList();
    }

    private List<String> failures(List<ImportedOrder> lines) {
        return failures(handler, lines);
    }

    private static List<String> failures(PlaceHandler handler, List<ImportedOrder> lines) {
        return Functions.invoke(handler, QueueEvents.ofEvents(lines), REMAINING_MILLIS)
                .path("batchItemFailures")
                .findValuesAsString("itemIdentifier");
    }

    /** As the reader notes it. */
    private static void read(int accepted) {
        Imports imports = new Imports(
                new dev.quartet.functions.data.Reopened<>(table::client), KeyedTable.NAME, Clock.systemUTC());
        imports.begin(UPLOAD);
        assertThat(imports.read(UPLOAD, accepted, accepted, 0)).isTrue();
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void placesTheOrdersOfABatchAtTheSameTimeUnderTheirOwnKeys() {
        CyclicBarrier together = new CyclicBarrier(4);
        orders.answering = request -> {
            try {
                together.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                return "500 the requests did not come together";
            }
            return null;
        };
        assertThat(failures(lines(2, 9))).isEmpty();
        assertThat(orders.placed).hasSize(8);
        assertThat(orders.requests).allSatisfy(request -> {
            int number = request.body().at("/lines/0/quantity").asInt();
            assertThat(request.correlationId()).isEqualTo(UPLOAD.correlationId(number));
            assertThat(request.key()).matches("[0-9a-f]{64}");
            assertThat(request.body().toString())
                    .isEqualTo("{\"customer\":\"Customer " + number + "\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":"
                            + number + "}]}");
        });
        assertThat(logged()).contains("\"correlationId\":\"" + UPLOAD.correlationId(7) + "\"");
    }

    @Test
    void writesTheOutcomesWhenEveryAcceptedLineHasOne() {
        orders.answering =
                request -> switch (request.body().at("/lines/0/quantity").asInt()) {
                    case 3 -> "409 Out of Stock";
                    case 12 -> "422 Unknown Product";
                    default -> null;
                };
        assertThat(failures(lines(2, 9))).isEmpty();
        read(11);
        assertThat(failures(lines(10, 11))).isEmpty();
        assertThat(bucket.reports).isEmpty();
        assertThat(failures(lines(12, 12))).isEmpty();
        assertThat(bucket.reports.get(OUTCOME)).isEqualTo("""
                        {"accepted":11,"placed":9,"refused":[
                        {"line":3,"reason":"Out of Stock."},
                        {"line":12,"reason":"Unknown Product."}]}
                        """);
        bucket.reports.clear();
        assertThat(failures(lines(12, 12))).isEmpty();
        assertThat(bucket.reports).as("written once").isEmpty();
    }

    @Test
    void writesTheOutcomesAgainIfThePutFailed() {
        read(1);
        bucket.silent = true;
        assertThat(failures(lines(2, 2))).containsExactly("message-0");
        bucket.silent = false;
        assertThat(failures(lines(2, 2))).isEmpty();
        assertThat(bucket.reports.get(OUTCOME)).isEqualTo("{\"accepted\":1,\"placed\":1,\"refused\":[]}\n");
        assertThat(orders.requests).hasSize(1);
        assertThat(logged()).contains("\"DuplicatesIgnored\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"503 Unavailable", "429 Slow Down", "500 Broken", "404 Not Found", "403 Forbidden"})
    void letsTheQueueBringAgainWhatCouldNotBeHad(String answer) {
        orders.answering = request -> request.body().at("/lines/0/quantity").asInt() == 3 ? answer : null;
        assertThat(failures(lines(2, 4))).containsExactly("message-1");
        assertThat(logged()).contains("orders answered " + answer.substring(0, 3));
        orders.answering = request -> null;
        assertThat(failures(lines(3, 3))).isEmpty();
        read(3);
        assertThat(failures(lines(2, 4))).isEmpty();
        assertThat(orders.placed).hasSize(3);
        assertThat(bucket.reports.get(OUTCOME)).contains("\"placed\":3");
    }

    @Test
    void asksABusyShopAgainUnderTheSameKey() {
        AtomicInteger asked = new AtomicInteger();
        orders.answering = request -> asked.incrementAndGet() <= 3 ? "429 Too Many Requests" : null;
        assertThat(Functions.invoke(handler, QueueEvents.ofEvents(lines(2, 2)), 60_000)
                        .path("batchItemFailures")
                        .size())
                .isZero();
        assertThat(orders.requests).hasSize(4);
        assertThat(orders.requests)
                .extracting(StandInOrders.Request::key)
                .containsOnly(orders.requests.getFirst().key());
        assertThat(orders.placed).hasSize(1);
    }

    @Test
    void startsNoTryForWhichThereIsNoTime() {
        assertThat(Functions.invoke(handler, QueueEvents.ofEvents(lines(2, 2)), 20_000)
                        .path("batchItemFailures")
                        .size())
                .isEqualTo(1);
        assertThat(orders.requests).isEmpty();
        assertThat(logged()).contains("there is no time left");
    }

    @Test
    void letsTheQueueBringAgainEverythingWhenNobodyAnswers() {
        orders.close();
        assertThat(failures(lines(2, 3))).containsExactly("message-0", "message-1");
        assertThat(logged()).contains("orders did not answer");
    }

    @Test
    void placesOneOrderWhenItDiedBeforeTheOutcomeWasNoted() {
        assertThat(failures(handler("missing"), lines(2, 2))).containsExactly("message-0");
        orders.answering = request -> {
            table.client().deleteTable(delete -> delete.tableName(KeyedTable.NAME));
            return null;
        };
        assertThat(failures(lines(2, 2))).as("the table went after the order").containsExactly("message-0");
        dropTable();
        createTable();
        orders.answering = request -> null;
        read(1);
        assertThat(failures(handler(KeyedTable.NAME), lines(2, 2))).isEmpty();
        assertThat(orders.requests).hasSize(2);
        assertThat(orders.placed).hasSize(1);
        assertThat(bucket.reports.get(OUTCOME)).contains("\"placed\":1");
    }

    @Test
    void ordersAnewWhatWasAbandonedUnderTheSameNextKeyForEverybody() {
        List<String> abandoned = new ArrayList<>();
        orders.answering = request -> {
            if (abandoned.isEmpty() || abandoned.contains(request.key())) {
                abandoned.add(request.key());
                return "409 Order Abandoned";
            }
            return null;
        };
        assertThat(failures(lines(2, 2))).isEmpty();
        assertThat(orders.placed).hasSize(1);
        table.clear();
        assertThat(failures(lines(2, 2))).isEmpty();
        assertThat(orders.requests).hasSize(4);
        assertThat(orders.placed).hasSize(1);
    }

    @Test
    void notesEachLineOnceHoweverManyWorkersHaveIt() throws Exception {
        read(20);
        int workers = 6;
        CyclicBarrier together = new CyclicBarrier(workers);
        List<Callable<List<String>>> calls = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            PlaceHandler own = handler(KeyedTable.NAME);
            List<ImportedOrder> mine = lines(2 + i * 2, 11 + i * 2);
            calls.add(() -> {
                together.await();
                List<String> failed = failures(own, mine);
                while (!failed.isEmpty()) {
                    failed = failures(own, mine);
                }
                return failed;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<List<String>> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEmpty();
            }
        }
        assertThat(orders.placed).hasSize(20);
        assertThat(bucket.reports.get(OUTCOME)).isEqualTo("{\"accepted\":20,\"placed\":20,\"refused\":[]}\n");
    }

    @Test
    void putsPoisonIntoTheDeadLetterQueue() {
        ImportedOrder other = new ImportedOrder(
                new Envelope("b/incoming/a.csv/v1/99", UPLOAD.time(), "c"),
                new ImportedOrder.Source("a", 9),
                "Ada",
                List.of(new ImportedOrder.Line("CUP", 1)));
        JsonNode answer = Functions.invoke(
                handler, QueueEvents.of(List.of("?", new String(other.bytes(), StandardCharsets.UTF_8))));
        assertThat(answer.path("batchItemFailures").size()).isZero();
        assertThat(queues.messages)
                .extracting(message -> message.messageAttributes().get("cause").stringValue())
                .satisfiesExactly(
                        cause -> assertThat(cause).startsWith("the message is not valid JSON"),
                        cause -> assertThat(cause).isEqualTo("eventId does not end in import.line, /9"));
        assertThat(orders.requests).isEmpty();
        assertThat(logged()).contains("\"PoisonMessages\":2");
    }
}
