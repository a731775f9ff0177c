package dev.quartet.local.traffic;

import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what the shop's services say of its orders: as many shipments, counted orders and moved pieces as were confirmed. For a cloud
 * that is at most 92 days old, which is as far as analytics answers.
 */
public final class ShopCheck implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    /** The sweeper comes every minute for what is pending over two. */
    private static final Duration MOST = Duration.ofMinutes(6);

    private static final int DAYS = 92;

    private final ServicesExports services;
    private final URI endpoint;
    private final RequestSigner owner;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private ShopCheck(ServicesExports services, String endpoint, RequestSigner owner) {
        this.services = services;
        this.endpoint = URI.create(endpoint + "/");
        this.owner = owner;
    }

    /**
     * Creates it.
     *
     * @param exports of a local cloud that has services; throws {@link IllegalArgumentException} for others
     * @param owner signs as the stack's owner
     */
    public static ShopCheck of(StackExports exports, RequestSigner owner) {
        var services = exports.services();
        var endpoint = exports.endpointUrl();
        if (services == null || endpoint == null) {
            throw new IllegalArgumentException(
                    "stack %s has no services, or is no local cloud's".formatted(exports.stack()));
        }
        return new ShopCheck(services, endpoint, owner);
    }

    /**
     * Waits until the figures agree, as events are on their way for a moment, at most for as long as something changes; returns the last
     * ones.
     *
     * @param still how long nothing may change: a message whose worker died comes again after a minute
     * @param changes is told of figures that do not agree yet
     */
    public ShopFigures settle(Duration still, Consumer<ShopFigures> changes) throws IOException, InterruptedException {
        var figures = figures();
        long start = System.nanoTime();
        long changed = start;
        while (!figures.consistent()) {
            long now = System.nanoTime();
            boolean over = figures.pending() == 0 && now - changed > still.toNanos();
            if (over || now - start > MOST.toNanos()) {
                return figures;
            }
            pause();
            var next = figures();
            if (!next.equals(figures)) {
                changes.accept(next);
                changed = System.nanoTime();
            }
            figures = next;
        }
        return figures;
    }

    private static void pause() throws InterruptedException {
        // Never counted down: a wait that ends early when the thread is interrupted.
        if (new CountDownLatch(1).await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    /** Returns what they say now. */
    public ShopFigures figures() throws IOException, InterruptedException {
        var orders = new Orders();
        scan(services.orders().table().name(), orders);
        var shipments = new long[1];
        scan(services.shipping().table().name(), item -> shipments[0]++);
        var reserved = new long[1];
        scan(services.inventory().table().name(), item -> {
            if (item.at("/pk/S").asString("").startsWith("STOCK#")) {
                reserved[0] += item.at("/reserved/N").asLong(0);
            }
        });
        var today = LocalDate.now(ZoneOffset.UTC);
        var stats = send(owner.sign(
                "GET",
                URI.create("%s/stats?from=%s&to=%s"
                        .formatted(services.analytics().api().url(), today.minusDays(DAYS - 1), today)),
                "execute-api",
                Map.of(),
                new byte[0]));
        return new ShopFigures(
                orders.confirmed,
                orders.rejected,
                orders.pending,
                orders.units,
                shipments[0],
                reserved[0],
                stats.path("orders").asLong(),
                stats.path("rejected").asLong(),
                stats.path("units").asLong());
    }

    private static final class Orders implements Consumer<JsonNode> {
        private long confirmed;
        private long rejected;
        private long pending;
        private long units;

        @Override
        public void accept(JsonNode item) {
            var status = item.at("/status/S").asString("");
            if (status.equals("CONFIRMED")) {
                confirmed++;
                item.at("/lines/L")
                        .forEach(line -> units += line.at("/M/quantity/N").asLong(0));
            } else if (status.equals("REJECTED")) {
                rejected++;
            }
            if (status.equals("PENDING") || item.has("due")) {
                pending++;
            }
        }
    }

    private void scan(String table, Consumer<JsonNode> each) throws IOException, InterruptedException {
        var request = JSON.createObjectNode().put("TableName", table).put("ConsistentRead", true);
        while (true) {
            var page = send(owner.sign(
                    "POST",
                    endpoint,
                    "dynamodb",
                    Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "DynamoDB_20120810.Scan"),
                    request.toString().getBytes(StandardCharsets.UTF_8)));
            page.path("Items").forEach(each);
            if (!(page.path("LastEvaluatedKey") instanceof ObjectNode last)) {
                return;
            }
            request.set("ExclusiveStartKey", last);
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s answered %d: %s"
                    .formatted(
                            response.uri(),
                            response.statusCode(),
                            response.body().strip()));
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
