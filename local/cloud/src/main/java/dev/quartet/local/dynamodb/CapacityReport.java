package dev.quartet.local.dynamodb;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer consumed of one table: the table's own units (its local indexes included, as they share its capacity) and
 * those of each global index.
 */
record CapacityReport(String table, double units, Map<String, Double> indexes) {
    private static final String FIELD = "ConsumedCapacity";
    private static final String ASKED = "ReturnConsumedCapacity";

    /** Makes {@code input} ask for all there is to know, and returns what it had asked for itself. */
    static String askAll(ObjectNode input) {
        var asked = input.path(ASKED).asString("NONE");
        if (!List.of("NONE", "TOTAL", "INDEXES").contains(asked)) {
            throw new AwsException(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value '%s' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"
                            .formatted(asked));
        }
        input.put(ASKED, "INDEXES");
        return asked;
    }

    /** Reads the reports of an answer, none when there are none. */
    static List<CapacityReport> of(ObjectNode output) {
        var node = output.path(FIELD);
        var result = new ArrayList<CapacityReport>();
        if (node instanceof ArrayNode array) {
            array.forEach(each -> result.add(report(each)));
        } else if (node instanceof ObjectNode) {
            result.add(report(node));
        }
        return result;
    }

    /** Takes out of {@code output} what the caller had not asked for. */
    static void keepOnly(String asked, ObjectNode output) {
        if (asked.equals("NONE")) {
            output.remove(FIELD);
        } else if (asked.equals("TOTAL")) {
            var node = output.path(FIELD);
            if (node instanceof ArrayNode array) {
                array.forEach(CapacityReport::total);
            } else {
                total(node);
            }
        }
    }

    private static void total(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("Table", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"));
        }
    }

    private static CapacityReport report(JsonNode node) {
        var indexes = new TreeMap<String, Double>();
        double ofIndexes = 0;
        for (var index : node.path("GlobalSecondaryIndexes").properties()) {
            double units = index.getValue().path("CapacityUnits").asDouble(0);
            indexes.put(index.getKey(), units);
            ofIndexes += units;
        }
        double total = node.path("CapacityUnits").asDouble(0);
        return new CapacityReport(node.path("TableName").asString(""), total - ofIndexes, indexes);
    }
}
