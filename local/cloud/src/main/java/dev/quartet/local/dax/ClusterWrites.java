package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes through a cluster: DynamoDB first, then the item cache. The query cache learns nothing of writes. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html">DAX consistency</a>. Thread-safe.
 */
final class ClusterWrites {
    private static final Logger log = LoggerFactory.getLogger(ClusterWrites.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ClusterCaches caches;
    private final Table.Directory tables;
    private final BiFunction<String, ObjectNode, Reply> dynamodb;
    private final Executor background;

    ClusterWrites(
            ClusterCaches caches,
            Table.Directory tables,
            BiFunction<String, ObjectNode, Reply> dynamodb,
            Executor background) {
        this.caches = caches;
        this.tables = tables;
        this.dynamodb = dynamodb;
        this.background = background;
    }

    Reply putItem(ObjectNode request) {
        var table = table(request);
        var reply = dynamodb.apply("PutItem", request);
        if (reply.ok() && request.get("Item") instanceof ObjectNode item) {
            caches.written(table.itemKey(item), item);
        }
        return reply;
    }

    Reply updateItem(ObjectNode request) {
        var table = table(request);
        var key = table.itemKey(request.path("Key"));
        var asked = request.path("ReturnValues").asString("NONE");
        if (asked.equals("NONE")) {
            request.put("ReturnValues", "ALL_NEW"); // or it could not know the new item
        }
        var reply = dynamodb.apply("UpdateItem", request);
        if (!reply.ok()) {
            return reply;
        }
        if ((asked.equals("NONE") || asked.equals("ALL_NEW"))
                && reply.body().get("Attributes") instanceof ObjectNode item) {
            caches.written(key, item);
        } else {
            caches.forget(key);
        }
        if (asked.equals("NONE")) {
            reply.body().remove("Attributes");
        }
        return reply;
    }

    Reply deleteItem(ObjectNode request) {
        var table = table(request);
        var reply = dynamodb.apply("DeleteItem", request);
        if (reply.ok()) {
            caches.forget(table.itemKey(request.path("Key")));
        }
        return reply;
    }

    Reply batchWriteItem(ObjectNode request) {
        var items = request.path("RequestItems");
        items.propertyNames().forEach(tables::get);
        var reply = dynamodb.apply("BatchWriteItem", request);
        if (!reply.ok()) {
            return reply;
        }
        for (var entry : items.properties()) {
            var table = tables.get(entry.getKey());
            var unprocessed = reply.body().path("UnprocessedItems").path(entry.getKey());
            for (var write : entry.getValue()) {
                if (write.path("PutRequest").get("Item") instanceof ObjectNode item && unprocessed.isEmpty()) {
                    caches.written(table.itemKey(item), item);
                } else if (write.has("DeleteRequest")) {
                    caches.forget(table.itemKey(write.path("DeleteRequest").path("Key")));
                } else {
                    caches.forget(table.itemKey(write.path("PutRequest").path("Item")));
                }
            }
        }
        return reply;
    }

    /** DAX reads the items of a transaction back in the background, which costs read capacity. */
    Reply transactWriteItems(ObjectNode request) {
        var reads = new ArrayList<Read>();
        for (var item : request.path("TransactItems")) {
            for (var action : item.properties()) {
                if (!action.getKey().equals("ConditionCheck")) {
                    var table = table(action.getValue());
                    var holder = action.getValue().path(action.getKey().equals("Put") ? "Item" : "Key");
                    reads.add(new Read(table, key(table, holder)));
                }
            }
        }
        var reply = dynamodb.apply("TransactWriteItems", request);
        if (reply.ok() && !reads.isEmpty()) {
            reads.forEach(read -> caches.forget(read.table().itemKey(read.key())));
            background.execute(() -> readBack(reads));
        }
        return reply;
    }

    private void readBack(List<Read> reads) {
        var request = JSON.createObjectNode();
        var items = request.putArray("TransactItems");
        for (var read : reads) {
            items.addObject()
                    .putObject("Get")
                    .put("TableName", read.table().name())
                    .set("Key", read.key());
        }
        try {
            var reply = dynamodb.apply("TransactGetItems", request);
            var responses = reply.body().path("Responses");
            for (int i = 0; i < responses.size() && reply.ok(); i++) {
                if (responses.get(i).get("Item") instanceof ObjectNode item) {
                    caches.found(reads.get(i).table().itemKey(item), java.util.Optional.of(item));
                }
            }
        } catch (RuntimeException e) {
            log.warn("the items of a transaction could not be read back: {}", e.getMessage());
        }
    }

    private Table table(JsonNode request) {
        return tables.get(request.path("TableName").asString(""));
    }

    private static ObjectNode key(Table table, JsonNode item) {
        var key = JSON.createObjectNode();
        for (var name : table.keys()) {
            var value = item.get(name);
            if (value != null) {
                key.set(name, value);
            }
        }
        return key;
    }

    private record Read(Table table, ObjectNode key) {}
}
