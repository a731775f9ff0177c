package dev.quartet.functions.services.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.testing.Call;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

final class StatsHandlerTest {
    private static final OpenApi API = OpenApi.of("analytics.yaml");
    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final StatsHandler handler = new StatsHandler(platform(table.client()));

    @BeforeAll
    static void createTable() {
        table = new KeyedTable("pk", "sk");
        add(
                "2026-03-01",
                0,
                new Totals(2, 1, 5, Map.of("EUR", new BigDecimal("12.90"), "KRW", new BigDecimal("1000"))));
        add("2026-03-01", 3, new Totals(1, 0, 1, Map.of("EUR", new BigDecimal("0.105"))));
        add("2026-02-28", 1, new Totals(0, 4, 0, Map.of()));
        add("2025-12-31", 1, new Totals(9, 9, 9, Map.of()));
    }

    private static void add(String day, int stripe, Totals totals) {
        table.client()
                .transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                        .update(DayItems.addition(KeyedTable.NAME, LocalDate.parse(day), stripe, totals))
                        .build()));
    }

    @AfterAll
    static void dropTable() {
        table.close();
    }

    private Platform platform(DynamoDbClient client) {
        return new Platform(
                new Env(Map.of("ANALYTICS_TABLE", KeyedTable.NAME)),
                Clock.fixed(Instant.parse("2026-03-01T23:59:59Z"), ZoneOffset.UTC),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                () -> client,
                null);
    }

    private static Call stats() {
        return API.call("GET", "/stats").http();
    }

    @Test
    void answersTheTotalsOfToday() {
        String totals =
                "\"orders\":3,\"rejected\":1,\"units\":6,\"revenue\":[{\"amount\":\"13.005\",\"currency\":\"EUR\"},"
                        + "{\"amount\":\"1000\",\"currency\":\"KRW\"}]";
        assertThat(stats().on(handler).body().toString())
                .isEqualTo("{\"from\":\"2026-03-01\",\"to\":\"2026-03-01\"," + totals
                        + ",\"days\":[{\"date\":\"2026-03-01\"," + totals + "}]}");
    }

    @Test
    void answersEveryDayOfThePeriod() {
        Call.Answer answer =
                stats().query("from", "2026-02-27").query("to", "2026-03-01").on(handler);
        assertThat(answer.body().path("orders").asInt()).isEqualTo(3);
        assertThat(answer.body().path("rejected").asInt()).isEqualTo(5);
        assertThat(answer.body().path("days").findValuesAsString("date"))
                .containsExactly("2026-02-27", "2026-02-28", "2026-03-01");
        assertThat(answer.body().at("/days/0/orders").asInt(-1)).isZero();
        assertThat(answer.body().at("/days/1/rejected").asInt()).isEqualTo(4);
    }

    @Test
    void readsAsManyDaysAsThereMayBe() {
        Call.Answer answer =
                stats().query("from", "2025-11-30").query("to", "2026-03-01").on(handler);
        assertThat(answer.body().path("days").size()).isEqualTo(92);
        assertThat(answer.body().path("orders").asInt()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 2026-03-01, from, is after to",
        "2025-11-29, 2026-03-01, from, is more than 92 days",
        "2026-02-30, 2026-03-01, from, is not a date",
        "2026-02-28, tomorrow, to, is not a date",
        "26-02-28, 2026-03-01, from, is not a date"
    })
    void refusesOtherPeriods(String from, String to, String field, String message) {
        Call.Answer answer = stats().query("from", from).query("to", to).on(handler);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.body().at("/errors/0/message").asString()).startsWith(message);
    }

    @Test
    void answersWhatIsDocumentedAndPrimesIt() {
        assertThat(handler.routes()).isEqualTo(API.methods());
        assertThat(stats().query("to", "2025-12-31")
                        .on(handler)
                        .body()
                        .path("orders")
                        .asInt())
                .isEqualTo(9);
        StatsHandler.primeOn(platform(Echo.dynamoDb("{}")));
        new StatsHandler(platform(Echo.dynamoDb("{}"))).beforeCheckpoint(org.crac.Core.getGlobalContext());
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"status\":200")
                .doesNotContain("ERROR");
    }
}
