package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the shapes that several of CloudWatch's operations share. */
final class Json {
    private Json() {}

    static Instant requiredTime(JsonNode node, String field) {
        return WireValues.instant(node, field)
                .orElseThrow(
                        () -> new AwsException("MissingParameter", 400, "The parameter " + field + " is required."));
    }

    static List<ObjectNode> objects(JsonNode node, String field) {
        var result = new ArrayList<ObjectNode>();
        for (var element : node.path(field)) {
            if (!(element instanceof ObjectNode object)) {
                throw new AwsException(
                        "InvalidParameterValue", 400, "%s must hold structures, not %s".formatted(field, element));
            }
            result.add(object);
        }
        return result;
    }

    static List<String> texts(JsonNode node, String field) {
        var result = new ArrayList<String>();
        node.path(field).forEach(element -> result.add(element.asString()));
        return result;
    }

    /** Returns the dimensions of a metric, {@code [{Name, Value}]}. */
    static Map<String, String> dimensions(JsonNode node) {
        var result = new TreeMap<String, String>();
        for (var dimension : objects(node, "Dimensions")) {
            result.put(WireValues.requiredText(dimension, "Name"), WireValues.requiredText(dimension, "Value"));
        }
        return result;
    }
}
