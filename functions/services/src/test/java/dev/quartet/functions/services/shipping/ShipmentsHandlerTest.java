package dev.quartet.functions.services.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.services.KeyedTable;
import dev.quartet.functions.testing.Call;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ShipmentsHandlerTest {
    private static final OpenApi API = OpenApi.of("shipping.yaml");
    private static final String ORDER = "0123456789abcdef0123456789abcdef";
    private static KeyedTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ShipmentsHandler handler = new ShipmentsHandler(platform(table.client(), KeyedTable.NAME));

    @BeforeAll
    static void createTable() {
        table = new KeyedTable("orderId");
        Shipment shipment = new Shipment(
                ORDER,
                ORDER + "#2",
                "CREATED",
                "김 Ada",
                List.of(new Shipment.Line("CUP-1", 2)),
                Instant.parse("2026-03-01T10:00:01.5Z"),
                "corr-1");
        table.client().putItem(put -> put.tableName(KeyedTable.NAME).item(shipment.item()));
    }

    @AfterAll
    static void dropTable() {
        table.close();
    }

    private Platform platform(DynamoDbClient client, String name) {
        return new Platform(
                new Env(Map.of("SHIPPING_TABLE", name)),
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                () -> client,
                null);
    }

    private static Call get(String orderId) {
        return API.call("GET", "/shipments/{orderId}").path("orderId", orderId).http();
    }

    @Test
    void answersTheShipmentWithTheCorrelationIdOfItsOrder() {
        Call.Answer answer = get(ORDER).header("X-Correlation-Id", "asking-1").on(handler);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString()).isEqualTo("""
                        {"orderId":"0123456789abcdef0123456789abcdef","status":"CREATED","customer":"김 Ada",\
                        "lines":[{"sku":"CUP-1","quantity":2}],"createdAt":"2026-03-01T10:00:01.500Z","correlationId":"corr-1"}""");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("asking-1");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"correlationId\":\"asking-1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdee", "x", "%20", "0123456789ABCDEF0123456789ABCDEF"})
    void knowsNoOther(String orderId) {
        assertThat(get(orderId).on(handler).status()).isEqualTo(404);
    }

    @Test
    void answersWhatIsDocumentedAndPrimesIt() {
        assertThat(handler.routes()).isEqualTo(API.methods());
        ShipmentsHandler.primeOn(platform(Echo.dynamoDb("{}"), "none"));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"status\":404");
        new ShipmentsHandler(platform(Echo.dynamoDb("{}"), "none")).beforeCheckpoint(org.crac.Core.getGlobalContext());
    }
}
