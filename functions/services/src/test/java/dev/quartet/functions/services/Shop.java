package dev.quartet.functions.services;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.services.catalog.CatalogHandler;
import dev.quartet.functions.services.inventory.InventoryHandler;
import dev.quartet.functions.testing.EmbeddedDynamoDb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The tables of catalog, orders and inventory, and the first and the last as neighbours over HTTP. */
public final class Shop implements AutoCloseable {
    public static final String CATALOG = "catalog";
    public static final String ORDERS = "orders";
    public static final String INVENTORY = "inventory";

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private volatile Supplier<DynamoDbClient> inventoryClient = this::client;
    public final NeighbourServer catalog;
    public final NeighbourServer inventory;

    public Shop() {
        create(CATALOG, "sku");
        create(INVENTORY, "pk");
        createOrders();
        catalog = NeighbourServer.httpApi(() -> new CatalogHandler(platform(this::client)));
        inventory = NeighbourServer.loadBalancer(() -> new InventoryHandler(platform(inventoryClient)));
    }

    private void create(String table, String key) {
        client().createTable(create -> create.tableName(table)
                .attributeDefinitions(hash -> hash.attributeName(key).attributeType(ScalarAttributeType.S))
                .keySchema(hash -> hash.attributeName(key).keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    private void createOrders() {
        client().createTable(create -> create.tableName(ORDERS)
                .attributeDefinitions(
                        pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S),
                        due -> due.attributeName("due").attributeType(ScalarAttributeType.S),
                        at -> at.attributeName("createdAt").attributeType(ScalarAttributeType.S))
                .keySchema(pk -> pk.attributeName("pk").keyType(KeyType.HASH))
                .globalSecondaryIndexes(index -> index.indexName("due")
                        .keySchema(
                                due -> due.attributeName("due").keyType(KeyType.HASH),
                                at -> at.attributeName("createdAt").keyType(KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY)))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    public DynamoDbClient client() {
        return dynamoDb.client();
    }

    /** What inventory's processes reach their table by from now on. */
    public void inventoryThrough(Supplier<DynamoDbClient> client) {
        inventoryClient = client;
    }

    public Platform platform(Supplier<DynamoDbClient> client) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new Platform(
                new Env(Map.of(
                        "CATALOG_TABLE",
                        CATALOG,
                        "ORDERS_TABLE",
                        ORDERS,
                        "INVENTORY_TABLE",
                        INVENTORY,
                        "CATALOG_URL",
                        catalog == null ? "http://127.0.0.1:1" : catalog.url(),
                        "INVENTORY_URL",
                        inventory == null ? "http://127.0.0.1:1" : inventory.url(),
                        "PENDING_SECONDS",
                        "120",
                        "AWS_REGION",
                        "ap-northeast-1")),
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8),
                client,
                null);
    }

    public void later(long seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    public Instant now() {
        return now.get();
    }

    public List<String> log() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    public void product(String sku, String amount, String currency) {
        client().putItem(put -> put.tableName(CATALOG)
                .item(Map.of(
                        "sku", Attributes.text(sku),
                        "name", Attributes.text("A " + sku),
                        "amount", Attributes.text(amount),
                        "currency", Attributes.text(currency))));
    }

    public void stock(String sku, long available) {
        client().putItem(put -> put.tableName(INVENTORY)
                .item(Map.of(
                        "pk", Attributes.text("STOCK#" + sku),
                        "available", Attributes.number(available),
                        "reserved", Attributes.number(0))));
    }

    /** Available and reserved pieces. */
    public List<Long> stock(String sku) {
        Map<String, AttributeValue> item = client().getItem(get -> get.tableName(INVENTORY)
                        .key(Map.of("pk", Attributes.text("STOCK#" + sku)))
                        .consistentRead(true))
                .item();
        return List.of(
                Long.parseLong(item.get("available").n()),
                Long.parseLong(item.get("reserved").n()));
    }

    /** The orders in the table, without the keys. */
    public List<Map<String, AttributeValue>> orders() {
        return items(ORDERS).stream()
                .filter(item -> item.get("pk").s().startsWith("ORDER#"))
                .toList();
    }

    public List<Map<String, AttributeValue>> items(String table) {
        return client().scan(scan -> scan.tableName(table).consistentRead(true)).items();
    }

    public void clear() {
        delete(CATALOG, "sku");
        delete(ORDERS, "pk");
        delete(INVENTORY, "pk");
        inventoryClient = this::client;
        catalog.reset();
        inventory.reset();
        log.reset();
    }

    private void delete(String table, String key) {
        for (Map<String, AttributeValue> item : items(table)) {
            client().deleteItem(delete -> delete.tableName(table).key(Map.of(key, item.get(key))));
        }
    }

    @Override
    public void close() {
        catalog.close();
        inventory.close();
        dynamoDb.close();
    }
}
