package dev.quartet.functions.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.services.Mortal;
import dev.quartet.functions.services.NeighbourServer;
import dev.quartet.functions.services.NeighbourServer.Work;
import dev.quartet.functions.services.Shop;
import dev.quartet.functions.services.Together;
import dev.quartet.functions.services.calls.Wire;
import dev.quartet.functions.testing.Call.Answer;
import dev.quartet.functions.testing.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What happens at once, twice, late, or not to its end: in the end, whoever was told that he bought has his stock, and nobody else. */
final class OrderRacesTest {
    private static final OpenApi API = OpenApi.of("orders.yaml");
    private static final String CUP = "{\"customer\":\"Ada\",\"lines\":[{\"sku\":\"CUP\",\"quantity\":1}]}";
    private static final long ALL = 3;
    private static Shop shop;

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
        shop.stock("CUP", ALL);
    }

    /** By a process of its own. */
    private static Answer order(String key) {
        return order(key, shop::client);
    }

    private static Answer order(String key, Supplier<DynamoDbClient> client) {
        return API.call("POST", "/orders")
                .header("Idempotency-Key", key)
                .body(CUP)
                .on(new OrdersHandler(shop.platform(client), Wire.lambda()));
    }

    private static void sweep() {
        sweep(shop::client);
    }

    private static void sweep(Supplier<DynamoDbClient> client) {
        new SweeperHandler(shop.platform(client), Wire.lambda()).handle("request-1", () -> 60_000);
    }

    private static List<Map<String, AttributeValue>> having(String status) {
        return shop.orders().stream()
                .filter(order -> order.get("status").s().equals(status))
                .toList();
    }

    /** Stock and orders say the same, and nothing is left to do. */
    private static void assertInOrder() {
        long bought = having("CONFIRMED").size();
        assertThat(shop.stock("CUP")).containsExactly(ALL - bought, bought);
        assertThat(having("PENDING")).isEmpty();
        assertThat(shop.orders()).allSatisfy(order -> assertThat(order).doesNotContainKey("due"));
    }

    @RepeatedTest(3)
    void theLastItemsGoToAsManyBuyers() {
        List<Answer> answers = new ArrayList<>();
        List<java.util.concurrent.Callable<Answer>> buyers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "buyer-" + i;
            buyers.add(() -> order(key));
        }
        answers.addAll(Together.run(buyers));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize((int) ALL);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(8 - (int) ALL);
        assertThat(having("REJECTED")).hasSize(8 - (int) ALL);
        assertInOrder();
    }

    @RepeatedTest(3)
    void theSameRequestAtOnceIsOneOrder() {
        List<Answer> answers = Together.times(6, () -> order("same"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
        assertThat(shop.orders()).hasSize(1);
        assertInOrder();
    }

    @RepeatedTest(3)
    void theSameRequestsGoOnWithOnePendingOrder() {
        shop.inventory.failing(3, NeighbourServer.breaking());
        assertThat(order("same").status()).isEqualTo(503);
        List<Answer> answers = Together.times(4, () -> order("same"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(shop.orders()).hasSize(1);
        assertInOrder();
    }

    @Test
    void theSweeperLetsYoungOrdersBe() {
        shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
        assertThat(order("k").status()).isEqualTo(503);
        shop.later(119);
        sweep();
        assertThat(having("PENDING")).hasSize(1);
        assertThat(order("k").status()).isEqualTo(201);
        shop.later(300);
        sweep();
        assertThat(having("CONFIRMED")).hasSize(1);
        assertInOrder();
    }

    @Test
    void theSweeperGivesBackWhatNobodyWasToldOf() {
        shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
        assertThat(order("k").status()).isEqualTo(503);
        assertThat(shop.stock("CUP")).containsExactly(ALL - 1, 1L);
        shop.later(121);
        sweep();
        assertThat(having("REJECTED")).singleElement().satisfies(order -> {
            assertThat(order.get("reason").s()).isEqualTo("ABANDONED");
            assertThat(order.get("version").n()).isEqualTo("2");
        });
        assertInOrder();
        Answer late = order("k");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("title")).isEqualTo("Order Abandoned");
        assertInOrder();
    }

    @Test
    void aReservationThatArrivesAfterTheSweeperTakesNothing() {
        List<Work> late = new ArrayList<>();
        shop.inventory.failing(3, NeighbourServer.delaying(late));
        assertThat(order("k").status()).isEqualTo(503);
        shop.later(121);
        sweep();
        assertThat(late).hasSize(3);
        late.forEach(work -> assertThat(work.done().path("statusCode").asInt()).isEqualTo(409));
        assertInOrder();
    }

    @Test
    void aReservationThatArrivesAfterARefusalTakesNothing() {
        List<Work> late = new ArrayList<>();
        shop.stock("CUP", 0);
        shop.inventory.failing(1, NeighbourServer.delaying(late));
        assertThat(order("k").status()).isEqualTo(409);
        shop.stock("CUP", ALL);
        late.forEach(work -> assertThat(work.done().path("statusCode").asInt()).isEqualTo(409));
        assertInOrder();
    }

    @RepeatedTest(15)
    void theSweeperAndALateRetryAgree() {
        shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
        assertThat(order("k").status()).isEqualTo(503);
        shop.later(121);
        List<Integer> statuses = Together.run(List.of(
                () -> order("k").status(),
                () -> {
                    sweep();
                    return 0;
                },
                () -> order("k").status(),
                () -> {
                    sweep();
                    return 0;
                }));
        sweep();
        assertInOrder();
        int told = having("CONFIRMED").isEmpty() ? 409 : 201;
        assertThat(statuses).containsOnly(0, told);
        assertThat(order("k").status()).isEqualTo(told);
    }

    @Test
    void theSweeperComesBackWhenTheInventoryDoes() {
        shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
        order("k");
        shop.later(121);
        shop.inventory.failing(3, NeighbourServer.answering(503));
        sweep();
        assertThat(having("REJECTED")).singleElement().satisfies(order -> assertThat(order)
                .containsKey("due"));
        assertThat(shop.stock("CUP")).containsExactly(ALL - 1, 1L);
        sweep();
        assertInOrder();
    }

    /** Dies before and after each write of the order's own process; then the customer comes back. */
    @Test
    void dyingAnywhereAndComingBackIsOneOrder() {
        int write = 0;
        Mortal mortal;
        do {
            write++;
            mortal = dying(write, true);
            assertThat(order("k").status()).isEqualTo(201);
            assertThat(shop.orders()).hasSize(1);
            assertInOrder();
            dying(write, false);
            assertThat(order("k").status()).isEqualTo(201);
            assertThat(shop.orders()).hasSize(1);
            assertInOrder();
        } while (mortal.writes() >= write);
        assertThat(write).as("PENDING and CONFIRMED").isGreaterThan(2);
    }

    /** Dies before and after each write of the order's own process; then nobody comes back but the sweeper. */
    @Test
    void dyingAnywhereAndStayingAwayLeavesNothing() {
        int write = 0;
        Mortal mortal;
        do {
            write++;
            mortal = dying(write, true);
            shop.later(121);
            sweep();
            assertInOrder();
            dying(write, false);
            shop.later(121);
            sweep();
            assertInOrder();
        } while (mortal.writes() >= write);
        assertThat(write).isGreaterThan(2);
    }

    /** The inventory's process dies before and after each of its writes, while a customer orders and while the sweeper sweeps. */
    @Test
    void theInventoryDyingAnywhereMovesNothingTwice() {
        for (int write = 1; write <= 4; write++) {
            for (boolean before : new boolean[] {true, false}) {
                fill();
                Mortal ordering = new Mortal(shop.client(), write, before);
                shop.inventoryThrough(ordering::client);
                assertThat(order("k").status()).isEqualTo(201);
                assertInOrder();

                fill();
                shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
                order("k");
                shop.later(121);
                Mortal sweeping = new Mortal(shop.client(), write, before);
                shop.inventoryThrough(sweeping::client);
                sweep();
                assertInOrder();
                assertThat(shop.stock("CUP")).containsExactly(ALL, 0L);
            }
        }
    }

    /** The sweeper dies before and after each of its writes; the next run ends what it left. */
    @Test
    void theSweeperDyingAnywhereLeavesTheRestToTheNext() {
        int write = 0;
        int begun;
        do {
            write++;
            begun = 0;
            for (boolean before : new boolean[] {true, false}) {
                fill();
                shop.inventory.failing(3, NeighbourServer.losingTheAnswer());
                order("k");
                shop.later(121);
                Mortal mortal = new Mortal(shop.client(), write, before);
                try {
                    sweep(mortal::client);
                } catch (Mortal.Death death) {
                    // What it leaves behind is what the test is about.
                }
                begun = mortal.writes();
                sweep();
                assertInOrder();
                assertThat(having("REJECTED")).hasSize(1);
            }
        } while (begun >= write);
        assertThat(write).as("REJECTED, and off the list").isEqualTo(3);
    }

    @Test
    void sweepsPagesOfOrders() {
        for (int i = 0; i < 130; i++) {
            shop.client().putItem(put -> put.tableName(Shop.ORDERS).item(OrderSamples.pending(shop.now())));
        }
        shop.later(121);
        sweep();
        assertThat(having("REJECTED")).hasSize(130);
        assertInOrder();
    }

    private static Mortal dying(int write, boolean before) {
        shop.clear();
        shop.product("CUP", "12.90", "EUR");
        shop.stock("CUP", ALL);
        Mortal mortal = new Mortal(shop.client(), write, before);
        try {
            order("k", mortal::client);
        } catch (Mortal.Death death) {
            // What it leaves behind is what the tests are about.
        }
        return mortal;
    }
}
