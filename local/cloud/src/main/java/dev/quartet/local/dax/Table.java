package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi;
import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The key attributes of a table, without which a cluster cannot tell items apart. Immutable. */
record Table(String name, List<String> keys) {
    Table {
        keys = List.copyOf(keys);
    }

    /** Returns the cache key of {@code item}, which has the key attributes and maybe more. */
    String itemKey(JsonNode item) {
        var key = JsonMapper.shared().createObjectNode();
        for (var name : keys) {
            var value = item.get(name);
            if (value != null) {
                key.set(name, value);
            }
        }
        return ClusterCaches.itemKey(name, key);
    }

    /**
     * A cluster's tables, described with the cluster's own role as DAX does, once each: a role without
     * {@code dynamodb:DescribeTable} fails here as it does on AWS. Thread-safe.
     */
    static final class Directory {
        private final JsonApi dynamodb;
        private final ClusterSettings cluster;
        private final Map<String, Table> tables = new ConcurrentHashMap<>();

        Directory(JsonApi dynamodb, ClusterSettings cluster) {
            this.dynamodb = dynamodb;
            this.cluster = cluster;
        }

        /** Returns table {@code nameOrArn}; throws {@link AwsException} with DynamoDB's own error when there is none. */
        Table get(String nameOrArn) {
            var name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
            var known = tables.get(name);
            if (known != null) {
                return known;
            }
            ObjectNode request = JsonMapper.shared().createObjectNode().put("TableName", name);
            var reply = dynamodb.call(cluster.role(), cluster.region(), "DescribeTable", request);
            if (!reply.ok()) {
                var body = reply.body();
                throw new AwsException(
                        reply.error(),
                        reply.status(),
                        body.path("message").asString(body.path("Message").asString("")));
            }
            var keys = new ArrayList<String>();
            reply.body()
                    .path("Table")
                    .path("KeySchema")
                    .forEach(key -> keys.add(key.path("AttributeName").asString("")));
            var table = new Table(name, keys);
            tables.put(name, table);
            return table;
        }

        /** Forgets what was described. */
        void clear() {
            tables.clear();
        }
    }
}
