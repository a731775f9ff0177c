package dev.quartet.local.sqs;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.MessageAttribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the members that SQS's operations share. */
final class Members {
    private Members() {}

    static String required(JsonNode input, String member) {
        return WireValues.text(input, member).orElseThrow(() -> SqsErrors.missing(member));
    }

    static List<String> texts(JsonNode input, String member) {
        var result = new ArrayList<String>();
        input.path(member).forEach(value -> result.add(value.asString("")));
        return List.copyOf(result);
    }

    static Map<String, String> map(JsonNode input, String member) {
        var result = new LinkedHashMap<String, String>();
        input.path(member)
                .properties()
                .forEach(pair -> result.put(pair.getKey(), pair.getValue().asString("")));
        return result;
    }

    /** Returns whole seconds between 0 and {@code most}. */
    static Optional<Duration> seconds(JsonNode input, String member, int most) {
        var value = WireValues.integer(input, member);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.getAsInt() < 0 || value.getAsInt() > most) {
            throw SqsErrors.invalid(member, value.getAsInt(), "Must be between 0 and %d, if provided.".formatted(most));
        }
        return Optional.of(Duration.ofSeconds(value.getAsInt()));
    }

    static Map<String, MessageAttribute> attributes(JsonNode input, String member) {
        var result = new HashMap<String, MessageAttribute>();
        input.path(member).properties().forEach(pair -> {
            var attribute = pair.getValue();
            var type = attribute.path("DataType").asString("");
            var value = attribute
                    .path(type.startsWith("Binary") ? "BinaryValue" : "StringValue")
                    .asString("");
            result.put(pair.getKey(), new MessageAttribute(type, value));
        });
        return result;
    }

    static void write(ObjectNode target, Map<String, MessageAttribute> attributes) {
        attributes.forEach((name, attribute) -> target.putObject(name)
                .put("DataType", attribute.dataType())
                .put(attribute.binary() ? "BinaryValue" : "StringValue", attribute.value()));
    }
}
