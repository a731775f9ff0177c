package dev.quartet.functions.services.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.Shop;
import dev.quartet.functions.testing.Call.Answer;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class CatalogHandlerTest {
    private static final OpenApi API = OpenApi.of("catalog.yaml");
    private static Shop shop;

    private final CatalogHandler handler = new CatalogHandler(shop.platform(shop::client));

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void clear() {
        shop.clear();
    }

    private Answer put(String sku, String json) {
        return API.call("PUT", "/products/{sku}")
                .http()
                .path("sku", sku)
                .body(json)
                .on(handler);
    }

    private Answer get(String sku) {
        return API.call("GET", "/products/{sku}").http().path("sku", sku).on(handler);
    }

    @Test
    void hasTheRoutesOfItsDocument() {
        assertThat(handler.routes()).isEqualTo(API.methods());
    }

    @Test
    void putsAndShowsProducts() {
        Answer created = put("CUP-1", "{\"name\":\"Cup\",\"price\":{\"amount\":\"12.9\",\"currency\":\"EUR\"}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("price").path("amount").asString()).isEqualTo("12.90");
        Answer replaced = put(
                "CUP-1",
                "{\"sku\":\"CUP-1\",\"name\":\"Big cup\",\"price\":{\"amount\":\"14000\",\"currency\":\"KRW\"}}");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(get("CUP-1").body()).isEqualTo(replaced.body());
        assertThat(get("CUP-1").text("name")).isEqualTo("Big cup");
        assertThat(get("CUP-2").status()).isEqualTo(404);
        assertThat(get("cup").status()).isEqualTo(404);
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 7; i++) {
            shop.product("CUP-" + i, "1.00", "EUR");
        }
        List<String> skus = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            var call = API.call("GET", "/products").http().query("limit", "3");
            Answer page = (cursor.isEmpty() ? call : call.query("cursor", cursor)).on(handler);
            assertThat(page.status()).isEqualTo(200);
            for (JsonNode item : page.body().path("items")) {
                skus.add(item.path("sku").asString());
            }
            cursor = page.text("nextCursor");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(skus).containsExactlyInAnyOrder("CUP-0", "CUP-1", "CUP-2", "CUP-3", "CUP-4", "CUP-5", "CUP-6");
    }

    @Test
    void listsNothingOfAnEmptyCatalogue() {
        Answer page = API.call("GET", "/products").http().on(handler);
        assertThat(page.body().path("items").size()).isZero();
        assertThat(page.text("nextCursor")).isEmpty();
    }

    @Test
    void refusesAnotherListsCursor() {
        assertThat(API.call("GET", "/products")
                        .http()
                        .query("cursor", "AAAA")
                        .on(handler)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name | is missing",
                "{\"name\":\"Cup\"} | price | is missing",
                "{\"name\":\"Cup\",\"price\":\"12.90\"} | price | is not an object",
                "{\"name\":\"Cup\",\"price\":{\"amount\":12.9,\"currency\":\"EUR\"}} | price.amount | is not a string",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"12.905\",\"currency\":\"EUR\"}} | price.amount | at most 2 decimals",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"12.90\",\"currency\":\"KRW\"}} | price.amount | at most 0 decimals",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"-1\",\"currency\":\"EUR\"}} | price.amount | is not a decimal number",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"1e3\",\"currency\":\"EUR\"}} | price.amount | is not a decimal number",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"1\",\"currency\":\"ABC\"}} | price.currency | ISO 4217",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"1\",\"currency\":\"XAU\"}} | price.currency | ISO 4217",
                "{\"name\":\"Cup\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\",\"tax\":1}} | price.tax | is unknown",
                "{\"sku\":\"CUP-2\",\"name\":\"Cup\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | sku | is another one",
                "{\"name\":\"Cup\",\"colour\":\"red\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | colour | is unknown"
            })
    void namesWhatIsWrong(String json, String field, String message) {
        Answer answer = put("CUP-1", json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").valueStream()).anySatisfy(error -> {
            assertThat(error.path("field").asString()).isEqualTo(field);
            assertThat(error.path("message").asString()).contains(message);
        });
        assertThat(shop.items(Shop.CATALOG)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cup", "-CUP", "CUP_1", "A1234567890123456789012345678901234567890"})
    void refusesSkusThatAreNone(String sku) {
        assertThat(put(sku, "{\"name\":\"Cup\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void walksThroughItsRoutesBeforeASnapshot() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        CatalogHandler.primeOn(Priming.platform(shop.platform(shop::client), CatalogHandler.PRIMED, out));
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"handled\"")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).containsPattern("\"status\":20[01]"));
    }
}
