package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi;
import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import tools.jackson.databind.node.ObjectNode;

/** One cluster: who may, what the caches know, what DynamoDB says under the cluster's own role. Thread-safe. */
final class Cluster {
    private static final Set<String> OPERATIONS = Set.of(
            "GetItem",
            "BatchGetItem",
            "Query",
            "Scan",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems");

    private final ClusterSettings settings;
    private final Authorizer authorizer;
    private final JsonApi dynamodb;
    private final ClusterCaches caches;
    private final ClusterMeter meter;
    private final Table.Directory tables;
    private final ClusterReads reads;
    private final ClusterWrites writes;
    private volatile boolean stopped;

    Cluster(
            ClusterSettings settings,
            Authorizer authorizer,
            JsonApi dynamodb,
            Metrics metrics,
            Clock clock,
            Executor background) {
        this.settings = settings;
        this.authorizer = authorizer;
        this.dynamodb = dynamodb;
        this.caches = new ClusterCaches(settings.itemTtl(), settings.queryTtl(), clock);
        this.meter = new ClusterMeter(metrics, settings);
        this.tables = new Table.Directory(dynamodb, settings);
        this.reads = new ClusterReads(caches, tables, this::upstream);
        this.writes = new ClusterWrites(caches, tables, this::upstream, background);
    }

    ClusterSettings settings() {
        return settings;
    }

    boolean stopped() {
        return stopped;
    }

    /** Takes the cluster down; what it knew is gone. */
    void stop() {
        stopped = true;
        caches.clear();
        tables.clear();
    }

    void start() {
        stopped = false;
    }

    /** Answers {@code operation}; throws {@link AwsException} for a caller who may not, counted all the same. */
    Reply call(Caller caller, String operation, ObjectNode request) {
        if (!OPERATIONS.contains(operation)) {
            throw new AwsException(
                    "UnknownOperationException",
                    400,
                    "DAX does not support %s; call DynamoDB itself".formatted(operation));
        }
        var counts = meter.request(operation);
        try {
            for (var action : actions(operation, request)) {
                authorizer.require(AccessRequest.of(caller, "dax:" + action, settings.arn()));
            }
            var reply = run(operation, request, counts);
            counts.answered(reply);
            return reply;
        } catch (AwsException e) {
            counts.answered(Errors.reply(e));
            throw e;
        }
    }

    private Reply run(String operation, ObjectNode request, ClusterMeter.Request counts) {
        return switch (operation) {
            case "GetItem" -> reads.getItem(request, counts);
            case "BatchGetItem" -> reads.batchGetItem(request, counts);
            case "Query", "Scan" -> reads.query(operation, request, counts);
            case "PutItem" -> writes.putItem(request);
            case "UpdateItem" -> writes.updateItem(request);
            case "DeleteItem" -> writes.deleteItem(request);
            case "BatchWriteItem" -> writes.batchWriteItem(request);
            case "TransactWriteItems" -> writes.transactWriteItems(request);
            default -> upstream(operation, request);
        };
    }

    private Reply upstream(String operation, ObjectNode request) {
        return dynamodb.call(settings.role(), settings.region(), operation, request);
    }

    /** A transaction needs the actions of its parts. */
    private static Set<String> actions(String operation, ObjectNode request) {
        if (!operation.startsWith("Transact")) {
            return Set.of(operation);
        }
        var result = new LinkedHashSet<String>();
        for (var item : request.path("TransactItems")) {
            for (var part : item.propertyNames()) {
                result.add(part.equals("ConditionCheck") ? "ConditionCheckItem" : part + "Item");
            }
        }
        return result;
    }
}
