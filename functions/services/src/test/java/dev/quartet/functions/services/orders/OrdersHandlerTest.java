package dev.quartet.functions.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.services.Mortal;
import dev.quartet.functions.services.NeighbourServer;
import dev.quartet.functions.services.Shop;
import dev.quartet.functions.services.calls.Wire;
import dev.quartet.functions.testing.Call;
import dev.quartet.functions.testing.Call.Answer;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class OrdersHandlerTest {
    private static final OpenApi API = OpenApi.of("orders.yaml");
    private static final String CUPS = "{\"customer\":\"김 Ada\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":2}]}";
    private static Shop shop;

    private final OrdersHandler handler = new OrdersHandler(shop.platform(shop::client), Wire.lambda());

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void fill() {
        shop.clear();
        shop.product("CUP", "12.90", "EUR");
        shop.product("POT", "100.00", "EUR");
        shop.product("TEA", "9900", "KRW");
        shop.stock("CUP", 10);
        shop.stock("POT", 1);
    }

    private static Call post(String body) {
        return API.call("POST", "/orders").body(body);
    }

    private Answer keyed(String body, String key) {
        return post(body).header("Idempotency-Key", key).on(handler);
    }

    private Answer get(String id) {
        return API.call("GET", "/orders/{id}").path("id", id).on(handler);
    }

    private static String only(String name) {
        assertThat(shop.orders()).hasSize(1);
        AttributeValue value = shop.orders().getFirst().get(name);
        return value == null ? "" : value.n() == null ? value.s() : value.n();
    }

    @Test
    void hasTheRoutesOfItsDocument() {
        assertThat(handler.routes()).isEqualTo(API.methods());
    }

    @Test
    void placesAnOrder() {
        Answer answer =
                post("{\"customer\":\"김 Ada\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":2},{\"sku\":\"POT\",\"quantity\":1}]}")
                        .header("X-Correlation-Id", "corr-1")
                        .on(handler);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("CONFIRMED");
        assertThat(answer.text("id")).matches("[0-9a-f]{32}");
        assertThat(answer.header("Location")).isEqualTo("/v1/orders/" + answer.text("id"));
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("corr-1");
        assertThat(answer.body().path("total").path("amount").asString()).isEqualTo("125.80");
        assertThat(answer.body().path("version").asInt()).isEqualTo(2);
        assertThat(get(answer.text("id")).body()).isEqualTo(answer.body());
        assertThat(shop.stock("CUP")).containsExactly(8L, 2L);
        assertThat(shop.stock("POT")).containsExactly(0L, 1L);
        assertThat(only("correlationId")).isEqualTo("corr-1");
        assertThat(only("due")).isEmpty();
    }

    @Test
    void theCorrelationIdRunsThroughEveryHopAndEveryLine() {
        post(CUPS).header("X-Correlation-Id", "corr-2").on(handler);
        assertThat(shop.catalog.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .containsEntry("x-correlation-id", "corr-2"));
        assertThat(shop.inventory.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .containsEntry("x-correlation-id", "corr-2"));
        assertThat(shop.log()).hasSizeGreaterThan(3).allSatisfy(line -> assertThat(line)
                .contains("\"correlationId\":\"corr-2\""));
    }

    @Test
    void callsTheInventoryOnlyAsItself() {
        post(CUPS).on(handler);
        assertThat(shop.inventory.requests().getFirst().headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/execute-api/");
        assertThat(shop.catalog.requests().getFirst().headers()).doesNotContainKey("authorization");
    }

    @Test
    void rejectsWhatIsOutOfStockAndMovesNothing() {
        Answer answer =
                post("{\"customer\":\"Ada\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1},{\"sku\":\"POT\",\"quantity\":2}]}")
                        .on(handler);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("title")).isEqualTo("Out of Stock");
        assertThat(only("status")).isEqualTo("REJECTED");
        assertThat(only("due")).isEmpty();
        assertThat(shop.stock("CUP")).containsExactly(10L, 0L);
        assertThat(shop.stock("POT")).containsExactly(1L, 0L);
        Answer read = get(only("pk").substring("ORDER#".length()));
        assertThat(read.text("status")).isEqualTo("REJECTED");
        assertThat(read.text("reason")).isEqualTo("OUT_OF_STOCK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"sku\":\"CUP\",\"quantity\":1},{\"sku\":\"NONE\",\"quantity\":1}] | Unknown Product",
                "[{\"sku\":\"CUP\",\"quantity\":1},{\"sku\":\"TEA\",\"quantity\":1}] | Different Currencies"
            })
    void writesNothingDownOfWhatCannotBeOrdered(String lines, String title) {
        Answer answer = keyed("{\"customer\":\"Ada\",\"lines\":" + lines + "}", "k1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("title")).isEqualTo(title);
        assertThat(shop.items(Shop.ORDERS)).isEmpty();
        assertThat(shop.inventory.requests()).isEmpty();
    }

    @Test
    void withoutTheCatalogueNothingIsWritten() {
        shop.catalog.failing(3, NeighbourServer.answering(503));
        Answer answer = keyed(CUPS, "k1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(shop.items(Shop.ORDERS)).isEmpty();
        assertThat(keyed(CUPS, "k1").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 403})
    void aNeighbourInDisorderIsNotToBeHad(int status) {
        shop.catalog.failing(1, NeighbourServer.answering(status));
        assertThat(post(CUPS).on(handler).status()).isEqualTo(503);
    }

    @Test
    void withoutTheInventoryTheOrderWaitsAndTheSameKeyGoesOn() {
        shop.inventory.failing(3, NeighbourServer.breaking());
        Answer answer = keyed(CUPS, "k1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(only("status")).isEqualTo("PENDING");
        assertThat(only("due")).isEqualTo("PENDING");
        assertThat(shop.stock("CUP")).containsExactly(10L, 0L);
        Answer again = keyed(CUPS, "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(shop.orders()).hasSize(1);
        assertThat(shop.stock("CUP")).containsExactly(8L, 2L);
    }

    @Test
    void aLostAnswerOfTheInventoryTakesTheStockOnce() {
        shop.inventory.failing(2, NeighbourServer.losingTheAnswer());
        assertThat(keyed(CUPS, "k1").status()).isEqualTo(201);
        assertThat(shop.inventory.requests()).hasSize(3);
        assertThat(shop.stock("CUP")).containsExactly(8L, 2L);
        shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
        assertThat(keyed(CUPS, "k2").status()).isEqualTo(503);
        assertThat(shop.stock("CUP")).containsExactly(6L, 4L);
        assertThat(keyed(CUPS, "k2").status()).isEqualTo(201);
        assertThat(shop.stock("CUP")).containsExactly(6L, 4L);
    }

    @Test
    void theSameKeyMakesOneOrder() {
        Answer first = keyed(CUPS, "k1");
        Answer second = keyed(CUPS, "k1");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(shop.orders()).hasSize(1);
        assertThat(shop.stock("CUP")).containsExactly(8L, 2L);
        Answer other = keyed(CUPS.replace("\"quantity\":2", "\"quantity\":3"), "k1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("title")).isEqualTo("Idempotency-Key Reused");
        assertThat(keyed(CUPS, "k2").text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void theSameKeyIsRejectedAgain() {
        String pots = "{\"customer\":\"Ada\",\"lines\":[{\"sku\":\"POT\",\"quantity\":2}]}";
        assertThat(keyed(pots, "k1").status()).isEqualTo(409);
        shop.stock("POT", 5);
        assertThat(keyed(pots, "k1").text("title")).isEqualTo("Out of Stock");
        assertThat(shop.orders()).hasSize(1);
        assertThat(shop.stock("POT")).containsExactly(5L, 0L);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        Answer first = keyed(CUPS, "k1");
        shop.later(24 * 3_600 - 1);
        assertThat(keyed(CUPS, "k1").text("id")).isEqualTo(first.text("id"));
        shop.later(3);
        assertThat(keyed(CUPS, "k1").text("id")).isNotEqualTo(first.text("id"));
        assertThat(shop.orders()).hasSize(2);
    }

    @Test
    void keepsPricesOfThisProcessForAMoment() {
        Mortal immortal = new Mortal(shop.client(), 0, false);
        OrdersHandler process = new OrdersHandler(shop.platform(immortal::client), Wire.lambda());
        post(CUPS).on(process);
        shop.product("CUP", "14.00", "EUR");
        assertThat(post(CUPS).on(process).body().path("total").path("amount").asString())
                .isEqualTo("25.80");
        assertThat(shop.catalog.requests()).hasSize(1);
        process.beforeCheckpoint(org.crac.Core.getGlobalContext());
        process.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(post(CUPS).on(process).body().path("total").path("amount").asString())
                .isEqualTo("28.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | customer | is missing; allowed are 1 to 100 characters",
                "{\"customer\":\" \",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1}]} | customer | is blank",
                "{\"customer\":\"Ada\"} | lines | is missing",
                "{\"customer\":\"Ada\",\"lines\":[{\"sku\":\"CUP\"}]} | lines[0].quantity | is missing",
                "{\"customer\":\"Ada\",\"lines\":[{\"quantity\":1}]} | lines[0].sku | is missing",
                "{\"customer\":\"Ada\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1}],\"note\":\"\"} | note | is unknown"
            })
    void namesWhatIsWrong(String json, String field, String message) {
        Answer answer = post(json).on(handler);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").valueStream()).anySatisfy(error -> {
            assertThat(error.path("field").asString()).isEqualTo(field);
            assertThat(error.path("message").asString()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", "x"})
    void knowsNoOtherOrders(String id) {
        assertThat(get(id).status()).isEqualTo(404);
    }

    @Test
    void refusesKeysThatAreNone() {
        assertThat(keyed(CUPS, "a b").status()).isEqualTo(400);
    }

    @Test
    void showsAPendingOrder() {
        Map<String, AttributeValue> item = new HashMap<>();
        shop.inventory.failing(3, NeighbourServer.answering(502));
        post(CUPS).on(handler);
        item.putAll(shop.orders().getFirst());
        assertThat(get(item.get("pk").s().substring("ORDER#".length())).text("status"))
                .isEqualTo("PENDING");
        assertThat(item).containsEntry("due", Attributes.text("PENDING"));
    }

    @Test
    void walksThroughItsRoutesBeforeASnapshot() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Platform like = shop.platform(shop::client);
        OrdersPriming.run(like, new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"handled\"")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsPattern("\"status\":20[01]"));
        assertThat(shop.catalog.requests()).isEmpty();
    }
}
