package dev.quartet.local.dynamodb;

import dev.quartet.local.core.AwsException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which action on which resource each operation needs. See
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions for
 * DynamoDB</a>. Immutable.
 */
final class Permissions {
    private static final Pattern STREAM_IN_ITERATOR = Pattern.compile("table/[^/|]+/stream/[^|]+(?=\\|)");

    private final LocalArns arns;

    Permissions(LocalArns arns) {
        this.arns = arns;
    }

    /** One permission. */
    record Permission(String action, String resource) {}

    /** Returns all that {@code input} needs. */
    Set<Permission> of(String region, Operation operation, ObjectNode input) {
        return switch (operation.name()) {
            case "ListTables", "ListStreams", "DescribeLimits" -> permission(operation.name(), "*");
            case "BatchGetItem", "BatchWriteItem" -> batch(region, operation, input);
            case "TransactGetItems", "TransactWriteItems" -> transaction(region, input);
            case "Query", "Scan" -> permission(operation.name(), arns.arn(region, tableOrIndex(input)));
            case "DescribeStream", "GetShardIterator" -> permission(operation.name(), text(input, "StreamArn"));
            case "GetRecords" -> permission(operation.name(), arns.arn(region, streamOf(text(input, "ShardIterator"))));
            case "TagResource", "UntagResource", "ListTagsOfResource" ->
                permission(operation.name(), text(input, "ResourceArn"));
            default -> permission(operation.name(), arns.arn(region, "table/" + text(input, "TableName")));
        };
    }

    /** Returns the names of the tables whose items {@code input} names, each once. */
    static Set<String> tables(Operation operation, ObjectNode input) {
        var result = new LinkedHashSet<String>();
        switch (operation.name()) {
            case "BatchGetItem", "BatchWriteItem" ->
                result.addAll(input.path("RequestItems").propertyNames());
            case "TransactGetItems", "TransactWriteItems" -> {
                for (var item : input.path("TransactItems")) {
                    item.forEach(action -> result.add(action.path("TableName").asString("")));
                }
            }
            default -> result.add(input.path("TableName").asString(""));
        }
        return result;
    }

    private Set<Permission> batch(String region, Operation operation, ObjectNode input) {
        var result = new LinkedHashSet<Permission>();
        for (var table : tables(operation, input)) {
            result.addAll(permission(operation.name(), arns.arn(region, "table/" + table)));
        }
        return result;
    }

    private Set<Permission> transaction(String region, ObjectNode input) {
        var result = new LinkedHashSet<Permission>();
        for (var item : input.path("TransactItems")) {
            for (var action : item.properties()) {
                var name = action.getKey().equals("ConditionCheck") ? "ConditionCheckItem" : action.getKey() + "Item";
                result.addAll(permission(name, arns.arn(region, "table/" + text(action.getValue(), "TableName"))));
            }
        }
        return result;
    }

    private static String tableOrIndex(ObjectNode input) {
        var table = "table/" + text(input, "TableName");
        var index = input.path("IndexName").asString("");
        return index.isEmpty() ? table : table + "/index/" + index;
    }

    private static String streamOf(String iterator) {
        var matcher = STREAM_IN_ITERATOR.matcher(iterator);
        if (matcher.find()) {
            return matcher.group();
        }
        throw new AwsException("ValidationException", 400, "Invalid ShardIterator");
    }

    private static Set<Permission> permission(String operation, String resource) {
        return Set.of(new Permission("dynamodb:" + operation, resource));
    }

    private static String text(JsonNode input, String field) {
        var value = input.path(field).asString("");
        if (value.isEmpty()) {
            throw new AwsException(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                            .formatted(field.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + field.substring(1)));
        }
        return value;
    }
}
