package dev.quartet.local.dynamodb;

import dev.quartet.local.core.AwsException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns this cloud's table and stream ARNs into those of DynamoDB Local, whose region is always {@code ddblocal} and whose
 * account is all zeros, and back. Immutable.
 */
final class LocalArns {
    private static final String LOCAL = "arn:aws:dynamodb:ddblocal:000000000000:";
    private static final Set<String> FIELDS = Set.of(
            "TableArn",
            "IndexArn",
            "StreamArn",
            "LatestStreamArn",
            "LastEvaluatedStreamArn",
            "ExclusiveStartStreamArn",
            // A shard iterator begins with its stream's ARN.
            "ShardIterator",
            "NextShardIterator");

    private final String account;

    LocalArns(String account) {
        this.account = account;
    }

    /** Returns the ARN of {@code resource} ({@code table/name}) in {@code region}. */
    String arn(String region, String resource) {
        return "arn:aws:dynamodb:" + region + ":" + account + ":" + resource;
    }

    /** Returns the name of a table that is given by name or, as newer clients do, by ARN. */
    String tableName(String region, String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return nameOrArn;
        }
        var prefix = arn(region, "table/");
        if (!nameOrArn.startsWith(prefix)) {
            throw new AwsException(
                    "ValidationException", 400, "The table %s is not one of %s".formatted(nameOrArn, prefix));
        }
        return nameOrArn.substring(prefix.length());
    }

    /** Returns {@code arn} as DynamoDB Local knows it. */
    String toLocal(String region, String arn) {
        var prefix = arn(region, "");
        return arn.startsWith(prefix) ? LOCAL + arn.substring(prefix.length()) : arn;
    }

    /** Returns {@code arn} as this cloud's clients know it. */
    String toFront(String region, String arn) {
        return arn.startsWith(LOCAL) ? arn(region, arn.substring(LOCAL.length())) : arn;
    }

    /** Rewrites the ARNs of a request in place: they stand at the top only. */
    void localise(String region, ObjectNode input) {
        for (var field : FIELDS) {
            if (input.path(field).isString()) {
                input.put(field, toLocal(region, input.path(field).asString()));
            }
        }
    }

    /** Rewrites the ARNs of a description in place. Only named fields: items are the user's own. */
    void describe(String region, JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (var entry : object.properties()) {
                if (FIELDS.contains(entry.getKey()) && entry.getValue().isString()) {
                    object.put(entry.getKey(), toFront(region, entry.getValue().asString()));
                } else {
                    describe(region, entry.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> describe(region, element));
        }
    }
}
