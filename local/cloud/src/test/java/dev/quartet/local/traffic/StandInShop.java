package dev.quartet.local.traffic;

import dev.quartet.exports.ApiRef;
import dev.quartet.exports.ImportsExports;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.TableRef;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the shop's front doors and tables; refuses what they would refuse, and sells no more than there is. */
final class StandInShop {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SHOP = "/shop/";
    private static final String IMPORTS = "/imports/";

    final Map<String, String> files = new ConcurrentHashMap<>();
    final Set<String> products = ConcurrentHashMap.newKeySet();
    final Set<String> keys = ConcurrentHashMap.newKeySet();
    final AtomicLong soldOut = new AtomicLong();
    /** Shipments that went astray. */
    volatile long lost;

    private final Map<String, Long> available = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> orders = new ConcurrentHashMap<>();
    private long units;

    ServicesExports exports(String url) {
        var queue = new QueueRef("queue", url + "/queue", "arn:aws:sqs:ap-northeast-1:000000000000:queue");
        return new ServicesExports(
                service(url, "catalog"),
                service(url, "orders"),
                service(url, "inventory"),
                service(url, "shipping"),
                service(url, "analytics"),
                new ImportsExports(
                        "imports", "incoming/", new TableRef("imports", List.of(), null), queue, queue, List.of()),
                "arn:aws:sns:ap-northeast-1:000000000000:order-events",
                queue,
                queue,
                "events",
                "failed",
                List.of());
    }

    private static ServiceExports service(String url, String name) {
        return new ServiceExports(
                new ApiRef(url + SHOP + name, "api", name, "$default"),
                null,
                new TableRef(name, List.of(), null),
                null,
                null,
                List.of());
    }

    boolean takes(HttpExchange exchange) {
        return exchange.rawPath().startsWith(SHOP) || exchange.rawPath().startsWith(IMPORTS);
    }

    synchronized void handle(HttpExchange exchange) throws IOException {
        var path = exchange.rawPath();
        boolean owner = exchange.header("authorization").orElse("").contains("Credential=AKIAOWNER/");
        if (path.startsWith(IMPORTS)) {
            files.put(path.substring(IMPORTS.length()), new String(exchange.body(1_000_000), StandardCharsets.UTF_8));
            answer(exchange, owner ? 200 : 403, JSON.createObjectNode());
            return;
        }
        var last = path.substring(path.lastIndexOf('/') + 1);
        switch (exchange.method() + " " + path.substring(SHOP.length(), path.indexOf('/', SHOP.length()))) {
            case "PUT catalog" -> {
                products.add(last);
                answer(exchange, owner ? 200 : 403, JSON.createObjectNode());
            }
            case "PUT inventory" -> {
                available.put(
                        last,
                        JSON.readTree(exchange.body(1_000)).path("available").asLong());
                answer(exchange, owner ? 200 : 403, JSON.createObjectNode());
            }
            case "GET catalog" ->
                answer(
                        exchange,
                        last.startsWith("products") || products.contains(last) ? 200 : 404,
                        JSON.createObjectNode());
            case "GET orders" -> answer(exchange, orders.containsKey(last) ? 200 : 404, JSON.createObjectNode());
            case "GET analytics" ->
                answer(
                        exchange,
                        owner ? 200 : 403,
                        JSON.createObjectNode()
                                .put("orders", orders.size())
                                .put("rejected", 0)
                                .put("units", units));
            case "POST orders" -> order(exchange);
            default -> answer(exchange, 404, JSON.createObjectNode());
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        keys.add(exchange.header("idempotency-key").orElse(""));
        var input = JSON.readTree(exchange.body(10_000));
        for (var line : input.path("lines")) {
            if (available.getOrDefault(line.path("sku").asString(), 0L)
                    < line.path("quantity").asLong()) {
                soldOut.incrementAndGet();
                answer(exchange, 409, JSON.createObjectNode());
                return;
            }
        }
        for (var line : input.path("lines")) {
            long quantity = line.path("quantity").asLong();
            available.merge(line.path("sku").asString(), -quantity, Long::sum);
            units += quantity;
        }
        var id = "%032x".formatted(orders.size());
        orders.put(id, input);
        answer(exchange, 201, JSON.createObjectNode().put("id", id));
    }

    /** Notes an order of another run. */
    synchronized void sold(long quantity) {
        var order = JSON.createObjectNode();
        order.putArray("lines").addObject().put("quantity", quantity);
        orders.put("%032x".formatted(orders.size()), order);
        units += quantity;
    }

    /** One page of a table, as DynamoDB answers it. */
    synchronized JsonNode scan(String table) {
        var page = JSON.createObjectNode();
        var items = page.putArray("Items");
        switch (table) {
            case "orders" ->
                orders.values().forEach(order -> {
                    var item = items.addObject();
                    item.putObject("status").put("S", "CONFIRMED");
                    var lines = item.putObject("lines").putArray("L");
                    order.path("lines").forEach(line -> lines.addObject()
                            .putObject("M")
                            .putObject("quantity")
                            .put("N", line.path("quantity").asString()));
                });
            case "shipping" -> {
                for (long i = lost; i < orders.size(); i++) {
                    items.addObject();
                }
            }
            case "inventory" -> {
                var item = items.addObject();
                item.putObject("pk").put("S", "STOCK#all");
                item.putObject("reserved").put("N", String.valueOf(units));
            }
            default -> throw new IllegalArgumentException("table " + table);
        }
        return page;
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.respond(
                status,
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
