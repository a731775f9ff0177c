package dev.quartet.local.apigateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer: status, header fields in order (a name may occur more than once), body. Immutable. */
record ApiResponse(int status, List<Map.Entry<String, String>> fields, byte[] body) {
    ApiResponse {
        fields = List.copyOf(fields);
    }

    /** Returns the first field called {@code name}, in any case. */
    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns roughly how many bytes it takes to keep it. */
    int weight() {
        int weight = body.length + 64;
        for (var field : fields) {
            weight += field.getKey().length() + field.getValue().length() + 32;
        }
        return weight;
    }
}
