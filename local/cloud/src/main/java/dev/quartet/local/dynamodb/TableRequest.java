package dev.quartet.local.dynamodb;

import dev.quartet.local.core.Inputs;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns a table's arguments into a CreateTable request. */
final class TableRequest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ON_DEMAND = "PAY_PER_REQUEST";

    private TableRequest() {}

    static ObjectNode create(String name, Inputs inputs) {
        var request = JSON.createObjectNode().put("TableName", name);
        var attributes = request.putArray("AttributeDefinitions");
        for (var attribute : inputs.blocks("attributes")) {
            attributes
                    .addObject()
                    .put("AttributeName", attribute.string("name"))
                    .put("AttributeType", attribute.string("type"));
        }
        keys(request, inputs.string("hashKey"), inputs);
        var billing = inputs.optionalString("billingMode").orElse("PROVISIONED");
        request.put("BillingMode", billing);
        throughput(request, inputs, billing);
        for (var index : inputs.blocks("globalSecondaryIndexes")) {
            var node = index(request, "GlobalSecondaryIndexes", index);
            keys(node, index.string("hashKey"), index);
            throughput(node, index, billing);
        }
        for (var index : inputs.blocks("localSecondaryIndexes")) {
            keys(index(request, "LocalSecondaryIndexes", index), inputs.string("hashKey"), index);
        }
        if (inputs.flag("streamEnabled", false)) {
            request.putObject("StreamSpecification")
                    .put("StreamEnabled", true)
                    .put("StreamViewType", inputs.string("streamViewType"));
        }
        request.put("DeletionProtectionEnabled", inputs.flag("deletionProtectionEnabled", false));
        return request;
    }

    /** Returns the names of all indexes of a request or a description. */
    static Set<String> indexNames(JsonNode table) {
        var names = new TreeSet<String>();
        table.path("GlobalSecondaryIndexes")
                .forEach(index -> names.add(index.path("IndexName").asString("")));
        table.path("LocalSecondaryIndexes")
                .forEach(index -> names.add(index.path("IndexName").asString("")));
        return names;
    }

    private static ObjectNode index(ObjectNode request, String kind, Inputs index) {
        var node = request.withArray(kind).addObject().put("IndexName", index.string("name"));
        var projection = node.putObject("Projection").put("ProjectionType", index.string("projectionType"));
        var attributes = index.strings("nonKeyAttributes");
        if (!attributes.isEmpty()) {
            attributes.forEach(projection.putArray("NonKeyAttributes")::add);
        }
        return node;
    }

    private static void keys(ObjectNode holder, String hashKey, Inputs inputs) {
        var schema = holder.putArray("KeySchema");
        schema.addObject().put("AttributeName", hashKey).put("KeyType", "HASH");
        inputs.optionalString("rangeKey")
                .ifPresent(
                        range -> schema.addObject().put("AttributeName", range).put("KeyType", "RANGE"));
    }

    private static void throughput(ObjectNode holder, Inputs inputs, String billing) {
        if (!billing.equals(ON_DEMAND)) {
            holder.putObject("ProvisionedThroughput")
                    .put("ReadCapacityUnits", inputs.integer("readCapacity"))
                    .put("WriteCapacityUnits", inputs.integer("writeCapacity"));
        }
    }
}
