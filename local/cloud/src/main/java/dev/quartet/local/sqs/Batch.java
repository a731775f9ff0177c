package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import java.util.HashSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the entries of a batch request one by one: what fails is told, the rest is done. */
final class Batch {
    private static final int MOST = 10;

    private Batch() {}

    static JsonNode run(ObjectNode input, Function<JsonNode, ObjectNode> each) {
        check(input.path("Entries"));
        var output = JsonNodeFactory.instance.objectNode();
        var successful = output.putArray("Successful");
        var failed = output.putArray("Failed");
        for (var entry : input.path("Entries")) {
            var id = entry.path("Id").asString("");
            try {
                successful.add(each.apply(entry).put("Id", id));
            } catch (AwsException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", e.status() < 500)
                        .put("Code", e.code())
                        .put("Message", e.getMessage());
            }
        }
        return output;
    }

    private static void check(JsonNode entries) {
        if (entries.isEmpty()) {
            throw SqsErrors.own("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (entries.size() > MOST) {
            throw SqsErrors.own(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are %d. You have sent %d.".formatted(MOST, entries.size()));
        }
        var ids = new HashSet<String>();
        for (var entry : entries) {
            var id = entry.path("Id").asString("");
            if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
                throw SqsErrors.own(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at "
                                + "most 80 letters long.");
            }
            if (!ids.add(id)) {
                throw SqsErrors.own("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
    }
}
