package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Orders through the shop's front door, and what all its services make of them. */
@ExtendWith(SharedQuartet.class)
final class ServicesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** 100,000 for a scenario; fewer where a build waits for it. */
    private static final int IMPORTED_LINES = Integer.getInteger("quartet.import.lines", 500);

    @Test
    void order_shouldBeShippedAndCounted_underOneCorrelationId(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 100);
        var first = "e2e-" + UUID.randomUUID();
        follow(shop, sku, first); // every function's first start, and the price for the next minutes

        var correlation = "e2e-" + UUID.randomUUID();
        follow(shop, sku, correlation);

        var services = shop.exports();
        for (var function : List.of(
                shop.function(services.orders(), "orders-api"),
                shop.function(services.orders(), "orders-publisher"),
                shop.function(services.inventory(), "inventory-api"),
                shop.function(services.shipping(), "shipping-worker"),
                shop.function(services.analytics(), "analytics-worker"))) {
            isLogged(shop, function, correlation);
        }
        isLogged(shop, shop.function(services.catalog(), "catalog-api"), first);
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(4);
    }

    private static void isLogged(ShopAccess shop, String function, String correlation) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.logged(function, "\"correlationId\":\"" + correlation + "\""))
                        .as(function)
                        .isNotEmpty());
    }

    /** From the order until it is shipped and counted. */
    private static void follow(ShopAccess shop, String sku, String correlation) throws Exception {
        var before = settled(shop);
        long start = System.nanoTime();
        var answer = shop.order(sku, 2, "X-Correlation-Id", correlation);
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Correlation-Id")).contains(correlation);
        var order = TodoUser.JSON.readTree(answer.body());
        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(order.at("/total/amount").asString()).isEqualTo("25.80");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            assertThat(shop.shipment(order.path("id").asString()).statusCode()).isEqualTo(200);
            assertThat(shop.stats().path("orders").asInt()
                            - before.path("orders").asInt())
                    .isEqualTo(1);
        });
        System.out.printf("order to shipment and statistics: %d ms%n", (System.nanoTime() - start) / 1_000_000);
        assertThat(shop.stats().path("units").asInt() - before.path("units").asInt())
                .isEqualTo(2);
        var shipment = TodoUser.JSON.readTree(
                shop.shipment(order.path("id").asString()).body());
        assertThat(shipment.path("correlationId").asString()).isEqualTo(correlation);
        assertThat(shipment.path("customer").asString()).isEqualTo("Mina 김");
        assertThat(shipment.at("/lines/0/sku").asString()).isEqualTo(sku);
    }

    /** Returns the statistics once they have what was ordered before: events are on their way for a while. */
    private static JsonNode settled(ShopAccess shop) {
        var table = shop.exports().orders().table().name();
        return await().atMost(PATIENCE).until(shop::stats, stats -> {
            var confirmed = shop.items(table).stream()
                    .filter(item -> item.containsKey("status")
                            && "CONFIRMED".equals(item.get("status").s()))
                    .count();
            return stats.path("orders").asLong() == confirmed;
        });
    }

    @Test
    void lastItem_shouldGoToOneOfTwoBuyers(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 1);

        var answers = together(2, () -> shop.order(sku, 1));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(201, 409);
        assertThat(shop.stock(sku).path("available").asInt()).isZero();
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(1);
        var placed = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(answer -> TodoUser.JSON.readTree(answer.body()).path("id").asString())
                .findFirst()
                .orElseThrow();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(shop.shipment(placed).statusCode()).isEqualTo(200));
    }

    @Test
    void sameKey_shouldBeOneOrder_atOnceAndLater(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 10);
        var key = UUID.randomUUID().toString();

        var ids = new ArrayList<String>();
        // Who comes while the first is under way may be told to come again.
        for (var answer : together(4, () -> shop.order(sku, 1, "Idempotency-Key", key))) {
            assertThat(answer.statusCode()).as(answer::body).isIn(201, 409, 503);
            if (answer.statusCode() == 201) {
                ids.add(TodoUser.JSON.readTree(answer.body()).path("id").asString());
            }
        }
        var later = shop.order(sku, 1, "Idempotency-Key", key);
        assertThat(later.statusCode()).as(later::body).isEqualTo(201);
        ids.add(TodoUser.JSON.readTree(later.body()).path("id").asString());

        assertThat(ids).hasSizeGreaterThanOrEqualTo(2).containsOnly(ids.getFirst());
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(1);
        assertThat(shop.order(sku, 2, "Idempotency-Key", key).statusCode()).isEqualTo(422);
    }

    @Test
    void inventoryDown_shouldAnswer503_loseNoStock_andLetTheSameKeyFinishTheOrder(RunningQuartet quartet)
            throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 10);
        var inventory = shop.function(shop.exports().inventory(), "inventory-api");
        var key = UUID.randomUUID().toString();

        shop.harm(inventory, 0, 1);
        try {
            var answer = shop.order(sku, 3, "Idempotency-Key", key);

            assertThat(answer.statusCode()).as(answer::body).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(orders(shop, sku)).containsExactly("PENDING");
        } finally {
            shop.harm(inventory, 0, 0);
        }
        var again = shop.order(sku, 3, "Idempotency-Key", key);

        assertThat(again.statusCode()).as(again::body).isEqualTo(201);
        assertThat(orders(shop, sku)).containsExactly("CONFIRMED");
        assertThat(shop.stock(sku).path("available").asInt()).isEqualTo(7);
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(3);
    }

    @Test
    void import_shouldPlaceTheGoodLines_andReportEachBadOne(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        int good = IMPORTED_LINES - IMPORTED_LINES / 100;
        shop.stock(sku, good - 1); // the last one to come gets none
        var name = "e2e-" + UUID.randomUUID();
        long start = System.nanoTime();

        shop.putImport(name, csv(sku));

        var patience = PATIENCE.plusMillis(IMPORTED_LINES * 100L);
        await().atMost(patience).untilAsserted(() -> assertThat(shop.report("reports/" + name + ".json"))
                .isNotNull());
        var report = shop.report("reports/" + name + ".json");
        System.out.printf("report on %d lines: %d ms%n", IMPORTED_LINES, (System.nanoTime() - start) / 1_000_000);
        assertThat(report.path("lines").asInt()).isEqualTo(IMPORTED_LINES);
        assertThat(report.path("accepted").asInt()).isEqualTo(good);
        assertThat(report.path("rejected").size()).isEqualTo(IMPORTED_LINES / 100);
        int line = 1;
        for (JsonNode rejected : report.path("rejected")) {
            line += 100;
            assertThat(rejected.path("line").asInt()).isEqualTo(line);
            assertThat(rejected.path("reason").asString()).startsWith("quantity is 'many'");
        }
        await().atMost(patience).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                        shop.report("reports/" + name + ".outcome.json"))
                .isNotNull());
        var outcome = shop.report("reports/" + name + ".outcome.json");
        System.out.printf("outcome of %d lines: %d ms%n", good, (System.nanoTime() - start) / 1_000_000);
        assertThat(outcome.path("accepted").asInt()).isEqualTo(good);
        assertThat(outcome.path("placed").asInt()).isEqualTo(good - 1);
        assertThat(outcome.path("refused").size()).isEqualTo(1);
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(good - 1);
        var reader = shop.exports().imports().functions().stream()
                .map(function -> function.name())
                .filter(function -> function.endsWith("imports-reader"))
                .findFirst()
                .orElseThrow();
        shop.logged(reader, "Max Memory Used").forEach(System.out::println);
    }

    private static byte[] csv(String sku) {
        var text = new StringBuilder("customer,sku,quantity\n");
        for (int i = 1; i <= IMPORTED_LINES; i++) {
            text.append("Customer ").append(i).append(',').append(sku).append(',');
            text.append(i % 100 == 0 ? "many" : "1").append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Statuses of the orders of a product. */
    private static List<String> orders(ShopAccess shop, String sku) {
        return shop.items(shop.exports().orders().table().name()).stream()
                .filter(item -> item.containsKey("lines")
                        && item.get("lines").l().getFirst().m().get("sku").s().equals(sku))
                .map(item -> item.get("status").s())
                .toList();
    }

    private static <T> List<T> together(int count, Callable<T> call) throws Exception {
        var barrier = new CyclicBarrier(count);
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<T>>();
            for (int i = 0; i < count; i++) {
                calls.add(() -> {
                    barrier.await();
                    return call.call();
                });
            }
            for (var future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
