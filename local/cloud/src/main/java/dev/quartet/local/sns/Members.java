package dev.quartet.local.sns;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.MessageAttribute;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the members that SNS's operations share. */
final class Members {
    private static final int PAGE = 100;

    private Members() {}

    static String required(JsonNode input, String member) {
        return WireValues.text(input, member)
                .orElseThrow(() -> SnsErrors.invalid("%s Reason: no value for required parameter".formatted(member)));
    }

    static Map<String, String> map(JsonNode input, String member) {
        var result = new LinkedHashMap<String, String>();
        input.path(member)
                .properties()
                .forEach(pair -> result.put(pair.getKey(), pair.getValue().asString("")));
        return result;
    }

    /** Tags are a list of {@code Key}, {@code Value}. */
    static Map<String, String> tags(JsonNode input) {
        var result = new LinkedHashMap<String, String>();
        input.path("Tags")
                .forEach(tag -> result.put(
                        tag.path("Key").asString(""), tag.path("Value").asString("")));
        return result;
    }

    static Map<String, MessageAttribute> attributes(JsonNode input) {
        var result = new HashMap<String, MessageAttribute>();
        input.path("MessageAttributes").properties().forEach(pair -> {
            var attribute = pair.getValue();
            var type = attribute.path("DataType").asString("");
            if (!type.matches("(String|Number|Binary)(\\..+)?")) {
                throw SnsErrors.invalid("MessageAttributes Reason: The message attribute '%s' has an invalid type '%s'"
                        .formatted(pair.getKey(), type));
            }
            var value = attribute
                    .path(type.startsWith("Binary") ? "BinaryValue" : "StringValue")
                    .asString("");
            result.put(pair.getKey(), new MessageAttribute(type, value));
        });
        return result;
    }

    /** Writes one page of {@code all} into {@code member}; the token is the number of those before the next page. */
    static <T> JsonNode page(ObjectNode input, String member, List<T> all, BiConsumer<ObjectNode, T> write) {
        int from = Math.clamp(WireValues.integer(input, "NextToken").orElse(0), 0, all.size());
        int to = Math.min(all.size(), from + PAGE);
        var output = JsonNodeFactory.instance.objectNode();
        var array = output.putArray(member);
        all.subList(from, to).forEach(one -> write.accept(array.addObject(), one));
        if (to < all.size()) {
            output.put("NextToken", Integer.toString(to));
        }
        return output;
    }
}
