package dev.quartet.functions.services.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.services.events.EventReader;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.events.InvalidEventException;
import dev.quartet.functions.services.events.Schemas;
import dev.quartet.functions.services.queue.MemoryQueues;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ImportHandlerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final MemoryBucket bucket = new MemoryBucket();
    private final MemoryQueues queue = new MemoryQueues();
    private final ImportHandler handler = new ImportHandler(
            new Env(Map.of("IMPORTS_TABLE", KeyedTable.NAME, "IMPORT_QUEUE_URL", "https://sqs/imports")),
            Clock.fixed(Instant.parse("2026-03-01T10:00:09Z"), ZoneOffset.UTC),
            new PrintStream(log, true, StandardCharsets.UTF_8),
            table::client,
            () -> bucket,
            () -> queue);

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

    private static Map<String, Object> put(String key) {
        return Map.of(
                "Records",
                List.of(Map.of(
                        "eventTime",
                        "2026-03-01T10:00:00.000Z",
                        "s3",
                        Map.of("bucket", Map.of("name", "b"), "object", Map.of("key", key, "versionId", "v1")))));
    }

    private JsonNode report(String name) {
        return JSON.readTree(bucket.reports.get("reports/" + name + ".json"));
    }

    private void imported(String text) {
        imported(text.getBytes(StandardCharsets.UTF_8));
    }

    private void imported(byte[] content) {
        bucket.put("incoming/a.csv", content);
        Functions.invoke(handler, put("incoming/a.csv"));
    }

    private List<ImportedOrder> sent() {
        List<ImportedOrder> orders = new ArrayList<>();
        queue.entries.forEach(entry -> {
            try {
                ImportedOrder order = (ImportedOrder) EventReader.read(entry.messageBody());
                assertThat(Schemas.errors(order, entry.messageBody())).isEmpty();
                orders.add(order);
            } catch (InvalidEventException e) {
                throw new AssertionError(e);
            }
        });
        return orders;
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void queuesTheGoodLinesAndReportsTheBadOnesWithNumberAndReason() {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        byte[] latin1 = "Andr\u00e9,CUP,1\n".getBytes(StandardCharsets.ISO_8859_1);
        String before = "Customer, sku ,quantity\r\n"
                + "\"Ada, \"\"the\"\" first\",CUP-1,2\r\n"
                + "\r\n"
                + "김 연아 , POT ,1000\n"
                + "Bob,cup,0\n"
                + "Bob,CUP\n"
                + ",CUP,1\n"
                + "\"Bob,CUP,1\n"
                + "\"Bob\"x,CUP,1\n"
                + "x".repeat(101) + ",CUP,12345\n"
                + "Bo\u0007b,CUP,1\n"
                + "y".repeat(5_000) + ",CUP,1\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(mark);
        file.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        file.writeBytes(latin1);
        file.writeBytes("Zoë,CUP,3".getBytes(StandardCharsets.UTF_8));
        imported(file.toByteArray());

        assertThat(sent())
                .extracting(order -> order.source().line() + " " + order.customer() + " " + order.lines())
                .containsExactly(
                        "2 Ada, \"the\" first [Line[sku=CUP-1, quantity=2]]",
                        "4 김 연아 [Line[sku=POT, quantity=1000]]",
                        "14 Zoë [Line[sku=CUP, quantity=3]]");
        ImportedOrder first = sent().getFirst();
        assertThat(first.envelope().eventId()).isEqualTo("b/incoming/a.csv/v1/2");
        assertThat(first.envelope().correlationId()).matches("import-[0-9a-f]{16}-2");
        assertThat(first.envelope().occurredAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        JsonNode report = report("a");
        assertThat(report.propertyNames()).containsExactly("lines", "accepted", "rejected");
        assertThat(report.path("lines").asInt()).isEqualTo(12);
        assertThat(report.path("accepted").asInt()).isEqualTo(3);
        List<String> rejected = new ArrayList<>();
        report.path("rejected")
                .forEach(entry -> rejected.add(
                        entry.path("line").asInt() + " " + entry.path("reason").asString()));
        assertThat(rejected)
                .containsExactly(
                        "5 sku is 'cup'; allowed are 1 to 40 capital letters, digits and hyphens, no hyphen first;"
                                + " quantity is '0'; allowed is a whole number from 1 to 1000",
                        "6 has 2 fields; needed are 3: customer, sku and quantity",
                        "7 customer has 0 characters; allowed are 1 to 100",
                        "8 has a quote that does not end on its line, or is not doubled within a field",
                        "9 has quotes that are not those of CSV",
                        "10 customer has 101 characters; allowed are 1 to 100; quantity is '12345'; allowed is a whole"
                                + " number from 1 to 1000",
                        "11 customer has a control character",
                        "12 has more than 4096 bytes",
                        "13 is not UTF-8");
        assertThat(logged()).contains("\"ImportLinesAccepted\":3,\"ImportLinesRejected\":9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the file is empty; its first line must be customer,sku,quantity",
                "'name;sku;quantity'|the header is 'name;sku;quantity'; it must be customer,sku,quantity, with commas"
                        + " between; nothing was imported",
                "'Ada,CUP,1'|the header is 'ada,cup,1'; it must be customer,sku,quantity, with commas between; nothing"
                        + " was imported"
            })
    void importsNothingWithoutTheHeader(String content, String reason) {
        imported(content);
        assertThat(queue.entries).isEmpty();
        assertThat(report("a").toString())
                .isEqualTo("{\"lines\":0,\"accepted\":0,\"rejected\":[{\"line\":1,\"reason\":\"" + reason + "\"}]}");
        assertThat(bucket.reports.get("reports/a.outcome.json"))
                .isEqualTo("{\"accepted\":0,\"placed\":0,\"refused\":[]}\n");
    }

    @Test
    void importsNothingOfAFileThatIsTooLarge() {
        bucket.length = FileImport.MAX_BYTES + 1;
        imported("customer,sku,quantity\nAda,CUP,1\n");
        assertThat(queue.entries).isEmpty();
        assertThat(report("a").at("/rejected/0/reason").asString())
                .isEqualTo("the file has 134217729 bytes; allowed are at most 134217728; nothing was imported");
    }

    @Test
    void readsAFileOnceHoweverOftenItsEventComes() {
        imported("customer,sku,quantity\nAda,CUP,1\n");
        String report = bucket.reports.get("reports/a.json");
        Functions.invoke(handler, put("incoming/a.csv"));
        assertThat(sent()).hasSize(1);
        assertThat(bucket.reports.get("reports/a.json")).isEqualTo(report);
        assertThat(logged()).contains("\"DuplicatesIgnored\":1").containsOnlyOnce("\"ImportLinesAccepted\":1");
    }

    @Test
    void goesOnWhereItDied() {
        int lines = 10_000;
        bucket.put("incoming/a.csv", generated(lines, 0));
        AtomicInteger calls = new AtomicInteger();
        queue.failing = entry -> {
            if (calls.incrementAndGet() > 5_500) {
                throw new IllegalStateException("the process died");
            }
            return false;
        };
        assertThatThrownBy(() -> Functions.invoke(handler, put("incoming/a.csv")))
                .hasMessageContaining("did not take a batch");
        assertThat(bucket.reports).isEmpty();
        int before = queue.entries.size();
        queue.failing = entry -> false;
        Functions.invoke(handler, put("incoming/a.csv"));

        Set<Long> sent = new HashSet<>();
        sent().forEach(order -> sent.add(order.source().line()));
        assertThat(sent).hasSize(lines);
        assertThat(queue.entries.size() - lines)
                .as("sent twice, after %d", before)
                .isBetween(0, 2_100);
        assertThat(report("a").path("lines").asInt()).isEqualTo(lines);
        assertThat(report("a").path("accepted").asInt()).isEqualTo(lines);
    }

    @Test
    void sendsAgainWhatSqsDidNotTakeOfABatch() {
        Random random = new Random(1);
        queue.failing = entry -> random.nextInt(4) == 0;
        bucket.put("incoming/a.csv", generated(95, 0));
        Functions.invoke(handler, put("incoming/a.csv"));
        assertThat(sent())
                .extracting(order -> order.source().line())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 96).boxed().toList());
        assertThat(queue.batches).allMatch(size -> size <= 10);
        assertThat(report("a").path("accepted").asInt()).isEqualTo(95);
    }

    @Test
    void givesUpWhenSqsTakesAMessageNever() {
        queue.failing = entry -> entry.messageBody().contains("\"line\":7}");
        bucket.put("incoming/a.csv", generated(20, 0));
        assertThatThrownBy(() -> Functions.invoke(handler, put("incoming/a.csv")))
                .hasRootCauseMessage("SQS refused a message: InternalError: null");
        assertThat(bucket.reports).isEmpty();
        assertThat(logged()).contains("to be tried again").contains("\"import\":\"b/incoming/a.csv/v1\"");
    }

    /** So many lines; every so many-th is bad, none if 0. */
    private static MemoryBucket.Content generated(int lines, int badEvery) {
        StringBuilder text = new StringBuilder("customer,sku,quantity\n");
        for (int number = 1; number <= lines; number++) {
            text.append(row(number, badEvery));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return () -> new ByteArrayInputStream(bytes);
    }

    private static String row(int number, int badEvery) {
        boolean bad = badEvery > 0 && number % badEvery == 0;
        return "Customer " + number + ",CUP-" + number % 100 + "," + (bad ? "many" : "1") + "\n";
    }

    @Test
    void importsAHundredThousandLinesOfWhichOneInAHundredIsBad() {
        bucket.put("incoming/a.csv", generated(100_000, 100));
        Functions.invoke(handler, put("incoming/a.csv"));
        JsonNode report = report("a");
        assertThat(report.path("lines").asInt()).isEqualTo(100_000);
        assertThat(report.path("accepted").asInt()).isEqualTo(99_000);
        assertThat(report.path("rejected").size()).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(report.path("rejected").get(i).path("line").asInt()).isEqualTo((i + 1) * 100 + 1);
            assertThat(report.path("rejected").get(i).path("reason").asString())
                    .isEqualTo("quantity is 'many'; allowed is a whole number from 1 to 1000");
        }
        Set<String> bodies = new HashSet<>();
        queue.entries.forEach(entry -> bodies.add(entry.messageBody()));
        assertThat(bodies).hasSize(99_000);
        assertThat(queue.batches).hasSize(9_900);
    }

    @Test
    void passesOverWhatIsNoImportAndWhatIsGone() {
        Functions.invoke(handler, put("reports/a.json"));
        Functions.invoke(handler, put("incoming/.csv"));
        Functions.invoke(handler, put("incoming/gone.csv"));
        assertThat(queue.entries).isEmpty();
        assertThat(bucket.reports).isEmpty();
        assertThat(logged()).contains("the file is gone");
    }

    @Test
    void readsNamesAsS3EncodesThem() {
        bucket.put("incoming/2026/주문 1.csv", "customer,sku,quantity\nAda,CUP,1\n".getBytes(StandardCharsets.UTF_8));
        Functions.invoke(handler, put("incoming/2026/%EC%A3%BC%EB%AC%B8+1.csv"));
        assertThat(report("2026/주문 1").path("accepted").asInt()).isEqualTo(1);
        assertThat(sent().getFirst().source().name()).isEqualTo("2026/주문 1");
    }

    @Test
    void letsTheEventComeAgainWhenTheReportCannotBePut() {
        bucket.silent = true;
        assertThatThrownBy(() -> imported("customer,sku,quantity\nAda,CUP,1\n"))
                .hasMessageContaining("S3 does not answer");
        bucket.silent = false;
        Functions.invoke(handler, put("incoming/a.csv"));
        assertThat(report("a").path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void closesItsClientsForASnapshot() {
        ImportHandler frozen = new ImportHandler(
                new Env(Map.of("IMPORTS_TABLE", "t", "IMPORT_QUEUE_URL", "u")),
                Clock.systemUTC(),
                System.out,
                () -> Echo.dynamoDb("{}"),
                () -> Echo.configured(S3Client.builder(), "").build(),
                () -> Echo.configured(SqsClient.builder(), "{}").build());
        frozen.beforeCheckpoint(org.crac.Core.getGlobalContext());
        frozen.afterRestore(org.crac.Core.getGlobalContext());
        DynamoDbClient still = table.client();
        assertThat(still).isNotNull();
        assertThatThrownBy(() -> Functions.invoke(handler, Map.of("x", 1))).hasMessageContaining("Records");
    }
}
