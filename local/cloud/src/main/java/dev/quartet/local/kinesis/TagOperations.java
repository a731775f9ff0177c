package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tags of streams. Thread-safe. */
final class TagOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 50;

    private final Access access;

    TagOperations(Access access) {
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "AddTagsToStream", this::add,
                "RemoveTagsFromStream", this::remove,
                "ListTagsForStream", this::list);
    }

    private JsonNode add(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "AddTagsToStream", input);
        var tags = input.path("Tags");
        if (stream.tags().size() + tags.size() > MOST) {
            throw Errors.invalid(
                    "Failed to add tags to stream %s because a given stream cannot have more than %d tags associated with it."
                            .formatted(stream.name(), MOST));
        }
        tags.properties()
                .forEach(tag -> stream.tags().put(tag.getKey(), tag.getValue().asString("")));
        return NODES.objectNode();
    }

    private JsonNode remove(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "RemoveTagsFromStream", input);
        input.path("TagKeys").forEach(key -> stream.tags().remove(key.asString("")));
        return NODES.objectNode();
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "ListTagsForStream", input);
        var output = NODES.objectNode().put("HasMoreTags", false);
        var tags = output.putArray("Tags");
        stream.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return output;
    }
}
