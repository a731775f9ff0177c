package dev.quartet.functions.services.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.Mortal;
import dev.quartet.functions.services.Shop;
import dev.quartet.functions.services.Together;
import dev.quartet.functions.testing.Call.Answer;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InventoryHandlerTest {
    private static final OpenApi API = OpenApi.of("inventory.yaml");
    private static Shop shop;

    private final InventoryHandler handler = process();

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

    private static InventoryHandler process() {
        return new InventoryHandler(shop.platform(shop::client));
    }

    private static Answer reserve(InventoryHandler process, String orderId, String lines) {
        return API.call("POST", "/reservations")
                .balanced()
                .body("{\"orderId\":\"" + orderId + "\",\"lines\":" + lines + "}")
                .on(process);
    }

    private static Answer release(InventoryHandler process, String orderId) {
        return API.call("DELETE", "/reservations/{orderId}")
                .balanced()
                .path("orderId", orderId)
                .on(process);
    }

    private static String one(String sku) {
        return "[{\"sku\":\"" + sku + "\",\"quantity\":1}]";
    }

    @Test
    void hasTheRoutesOfItsDocument() {
        assertThat(handler.routes()).isEqualTo(API.methods());
    }

    @Test
    void setsAndShowsStock() {
        Answer created = API.call("PUT", "/stock/{sku}")
                .balanced()
                .path("sku", "CUP")
                .body("{\"available\":5}")
                .on(handler);
        assertThat(created.status()).isEqualTo(201);
        reserve(handler, "o1", one("CUP"));
        Answer set = API.call("PUT", "/stock/{sku}")
                .balanced()
                .path("sku", "CUP")
                .body("{\"available\":9}")
                .on(handler);
        assertThat(set.status()).isEqualTo(200);
        Answer read =
                API.call("GET", "/stock/{sku}").balanced().path("sku", "CUP").on(handler);
        assertThat(read.body()).isEqualTo(set.body());
        assertThat(shop.stock("CUP")).containsExactly(9L, 1L);
        assertThat(API.call("GET", "/stock/{sku}")
                        .balanced()
                        .path("sku", "POT")
                        .on(handler)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void reservesAllLinesOrNone() {
        shop.stock("CUP", 5);
        shop.stock("POT", 1);
        String lines =
                "[{\"sku\":\"CUP\",\"quantity\":2},{\"sku\":\"POT\",\"quantity\":1},{\"sku\":\"CUP\",\"quantity\":1}]";
        assertThat(reserve(handler, "o1", lines).status()).isEqualTo(201);
        assertThat(shop.stock("CUP")).containsExactly(2L, 3L);
        assertThat(shop.stock("POT")).containsExactly(0L, 1L);
        Answer refused = reserve(handler, "o2", lines);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("title")).isEqualTo("Out of Stock");
        assertThat(shop.stock("CUP")).containsExactly(2L, 3L);
        assertThat(reserve(handler, "o3", one("NEW")).text("title")).isEqualTo("Out of Stock");
    }

    @Test
    void answersTheSameToTheSame() {
        shop.stock("CUP", 5);
        assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(201);
        assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(201);
        assertThat(shop.stock("CUP")).containsExactly(4L, 1L);
        Answer other = reserve(handler, "o1", "[{\"sku\":\"CUP\",\"quantity\":2}]");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("title")).isEqualTo("Reserved Otherwise");
    }

    @Test
    void aRefusalStandsEvenIfStockComes() {
        shop.stock("CUP", 0);
        assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(409);
        API.call("PUT", "/stock/{sku}")
                .balanced()
                .path("sku", "CUP")
                .body("{\"available\":5}")
                .on(handler);
        assertThat(reserve(handler, "o1", one("CUP")).text("title")).isEqualTo("Out of Stock");
        assertThat(shop.stock("CUP")).containsExactly(5L, 0L);
        assertThat(reserve(handler, "o2", one("CUP")).status()).isEqualTo(201);
    }

    @Test
    void givesStockBackOnceAndForGood() {
        shop.stock("CUP", 5);
        reserve(handler, "o1", "[{\"sku\":\"CUP\",\"quantity\":3}]");
        assertThat(release(handler, "o1").status()).isEqualTo(204);
        assertThat(release(handler, "o1").status()).isEqualTo(204);
        assertThat(shop.stock("CUP")).containsExactly(5L, 0L);
        assertThat(reserve(handler, "o1", one("CUP")).text("title")).isEqualTo("Released");
        assertThat(shop.stock("CUP")).containsExactly(5L, 0L);
    }

    @Test
    void aReleaseBeforeTheReservationKeepsItOut() {
        shop.stock("CUP", 5);
        assertThat(release(handler, "o1").status()).isEqualTo(204);
        assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(409);
        assertThat(shop.stock("CUP")).containsExactly(5L, 0L);
    }

    @Test
    void releasesWhatIsNoOrder() {
        assertThat(release(handler, "a_b").status()).isEqualTo(204);
        assertThat(shop.items(Shop.INVENTORY)).isEmpty();
    }

    @Test
    void sellsEachPieceOnce() {
        shop.stock("CUP", 5);
        AtomicInteger order = new AtomicInteger();
        List<Integer> statuses = Together.times(12, () -> reserve(process(), "o" + order.incrementAndGet(), one("CUP"))
                .status());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(7);
        assertThat(shop.stock("CUP")).containsExactly(0L, 5L);
    }

    @RepeatedTest(5)
    void theSameOrderAtOnceTakesItsStockOnce() {
        shop.stock("CUP", 1);
        List<Integer> statuses =
                Together.times(4, () -> reserve(process(), "o1", one("CUP")).status());
        assertThat(statuses).containsOnly(201);
        assertThat(shop.stock("CUP")).containsExactly(0L, 1L);
    }

    @RepeatedTest(10)
    void reservationAndReleaseAtOnceLeaveNothingReserved() {
        shop.stock("CUP", 1);
        Together.run(List.of(
                () -> reserve(process(), "o1", one("CUP")).status(),
                () -> release(process(), "o1").status(),
                () -> release(process(), "o1").status()));
        assertThat(shop.stock("CUP")).containsExactly(1L, 0L);
        assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(409);
    }

    /** Whoever dies between two writes leaves a state from which the same call comes to the same end. */
    @Test
    void diesAnywhereAndStaysInOrder() {
        int write = 1;
        int begun;
        do {
            begun = 0;
            for (boolean before : new boolean[] {true, false}) {
                clear();
                shop.stock("CUP", 1);
                Mortal mortal = new Mortal(shop.client(), write, before);
                reserveUntilDeath(mortal);
                begun = Math.max(begun, mortal.writes());
                assertThat(reserve(handler, "o1", one("CUP")).status()).isEqualTo(201);
                assertThat(reserve(handler, "o2", one("CUP")).status()).isEqualTo(409);
                assertThat(release(handler, "o1").status()).isEqualTo(204);
                assertThat(shop.stock("CUP")).containsExactly(1L, 0L);
                assertThat(reserve(handler, "o2", one("CUP")).text("title")).isEqualTo("Out of Stock");
            }
            write++;
        } while (begun >= write - 1);
        assertThat(write).isGreaterThan(4);
    }

    private static void reserveUntilDeath(Mortal mortal) {
        InventoryHandler process = new InventoryHandler(shop.platform(mortal::client));
        try {
            reserve(process, "o1", one("CUP"));
            reserve(process, "o2", one("CUP"));
        } catch (Mortal.Death death) {
            // What it leaves behind is what the test is about.
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | orderId | is missing",
                "{\"orderId\":\"a b\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1}]} | orderId | letters, digits and hyphens",
                "{\"orderId\":\"o1\",\"lines\":[]} | lines | has 0 entries; allowed are 1 to 20",
                "{\"orderId\":\"o1\",\"lines\":{}} | lines | is not a list",
                "{\"orderId\":\"o1\",\"lines\":[1]} | lines[0] | is not an object",
                "{\"orderId\":\"o1\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":0}]} | lines[0].quantity | from 1 to 1000",
                "{\"orderId\":\"o1\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1.5}]} | lines[0].quantity | whole number",
                "{\"orderId\":\"o1\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1001}]} | lines[0].quantity | from 1 to 1000",
                "{\"orderId\":\"o1\",\"lines\":[{\"sku\":\"cup\",\"quantity\":1}]} | lines[0].sku | capital letters",
                "{\"orderId\":\"o1\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1,\"price\":1}]} | lines[0].price | is unknown"
            })
    void namesWhatIsWrong(String json, String field, String message) {
        Answer answer = API.call("POST", "/reservations").balanced().body(json).on(handler);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").valueStream()).anySatisfy(error -> {
            assertThat(error.path("field").asString()).isEqualTo(field);
            assertThat(error.path("message").asString()).contains(message);
        });
    }

    @Test
    void walksThroughItsRoutesBeforeASnapshot() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        InventoryHandler.primeOn(Priming.platform(shop.platform(shop::client), InventoryHandler.PRIMED, out));
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"handled\"")))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).containsPattern("\"status\":20[014]"));
    }
}
