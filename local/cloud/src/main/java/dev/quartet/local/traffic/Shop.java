package dev.quartet.local.traffic;

import dev.quartet.exports.ServicesExports;
import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The shop's front doors, and what one run sells there. Thread-safe. */
final class Shop {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final int PRODUCTS = 40;
    /** Of the first ones there are few: they sell out. */
    private static final int SCARCE = 3;

    private static final int FEW = 60;
    private static final int MANY = 1_000_000;
    private static final int FLASH = 150;
    private static final int IMPORTED_LINES = 100;
    private static final int MOST_ORDERS = 1_000;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final Wire wire;
    private final ServicesExports services;
    private final String endpoint;
    private final RequestSigner owner;
    private final String run;
    private final List<String> skus;
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final AtomicInteger imports = new AtomicInteger();

    /** @param owner signs as the stack's owner, who may fill shelves and bring files */
    Shop(Wire wire, ServicesExports services, String endpoint, RequestSigner owner, String run) {
        this.wire = wire;
        this.services = services;
        this.endpoint = endpoint;
        this.owner = owner;
        this.run = run;
        this.skus = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> "T%s-%02d".formatted(run.toUpperCase(java.util.Locale.ROOT), i))
                .toList();
    }

    int products() {
        return skus.size();
    }

    /** Puts one product into the catalogue and its pieces onto the shelf. */
    void stock(int product) throws FailedRequestException, InterruptedException {
        var sku = skus.get(product);
        var described = Wire.JSON.createObjectNode().put("name", "Product %d of %s".formatted(product, run));
        described
                .putObject("price")
                .put("amount", "%d.%02d".formatted(1 + product, product % 100))
                .put("currency", "EUR");
        own(Operation.STOCK_SHOP, services.catalog().api().url() + "/products/" + sku, described.toString());
        int pieces = product == 0 ? FLASH : product <= SCARCE ? FEW : MANY;
        var stock = Wire.JSON.createObjectNode().put("available", pieces);
        own(Operation.STOCK_SHOP, services.inventory().api().url() + "/stock/" + sku, stock.toString());
    }

    private void own(Operation operation, String url, String body) throws FailedRequestException, InterruptedException {
        wire.expect(
                operation,
                owner.sign("PUT", URI.create(url), "execute-api", JSON, body.getBytes(StandardCharsets.UTF_8))
                        .timeout(Wire.PATIENCE)
                        .build());
    }

    void listProducts() throws FailedRequestException, InterruptedException {
        wire.expect(
                Operation.LIST_PRODUCTS,
                Wire.request(services.catalog().api().url() + "/products?limit=20")
                        .build());
    }

    void view(int product) throws FailedRequestException, InterruptedException {
        wire.expect(
                Operation.VIEW_PRODUCT,
                Wire.request(services.catalog().api().url() + "/products/" + skus.get(product))
                        .build());
    }

    /** Places an order, and once more under the same key when the shop asks for that. Sold out is an answer like others. */
    void order(List<Integer> products, RandomGenerator random) throws FailedRequestException, InterruptedException {
        var body = Wire.JSON.createObjectNode().put("customer", "Shopper " + random.nextInt(10_000));
        var lines = body.putArray("lines");
        products.forEach(
                product -> lines.addObject().put("sku", skus.get(product)).put("quantity", 1 + random.nextInt(2)));
        var key = UUID.randomUUID().toString();
        var response = post(key, body.toString());
        if (response.statusCode() == UNAVAILABLE) {
            response = post(key, body.toString());
        }
        if (response.statusCode() == 201) {
            if (orders.size() < MOST_ORDERS) {
                orders.add(Wire.JSON.readTree(response.body()).path("id").asString());
            }
        } else if (response.statusCode() != CONFLICT) {
            throw new FailedRequestException("place-order: " + response.statusCode());
        }
    }

    private HttpResponse<byte[]> post(String key, String body) throws FailedRequestException, InterruptedException {
        return wire.send(
                Operation.PLACE_ORDER,
                Wire.request(services.orders().api().url() + "/orders")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Looks at one of the orders of this run; at the products while there is none. */
    void track(RandomGenerator random) throws FailedRequestException, InterruptedException {
        var id = orders.isEmpty() ? Optional.<String>empty() : Optional.of(orders.get(random.nextInt(orders.size())));
        if (id.isEmpty()) {
            listProducts();
            return;
        }
        wire.expect(
                Operation.TRACK_ORDER,
                Wire.request(services.orders().api().url() + "/orders/" + id.get())
                        .build());
    }

    /** Puts a file of orders, of which one in a hundred is no order. */
    void bring(RandomGenerator random) throws FailedRequestException, InterruptedException {
        var text = new StringBuilder("customer,sku,quantity\n");
        for (int i = 1; i <= IMPORTED_LINES; i++) {
            var sku = skus.get(SCARCE + 1 + random.nextInt(PRODUCTS - SCARCE - 1));
            text.append("\"Shop, ").append(i).append("\",").append(sku).append(',');
            text.append(i == IMPORTED_LINES ? "many" : String.valueOf(1 + random.nextInt(3)))
                    .append('\n');
        }
        var imported = services.imports();
        var key = "%straffic-%s-%d.csv".formatted(imported.prefix(), run, imports.incrementAndGet());
        var uri = URI.create(endpoint + "/" + imported.bucket() + "/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
        wire.expect(
                Operation.IMPORT_ORDERS,
                owner.sign(
                                "PUT",
                                uri,
                                "s3",
                                Map.of("Content-Type", "text/csv"),
                                text.toString().getBytes(StandardCharsets.UTF_8))
                        .timeout(Wire.PATIENCE)
                        .build());
    }
}
