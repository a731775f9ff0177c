package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Fields;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.services.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client wants: {@code customer} has 1 to 100 characters, {@code lines} are 1 to 20. */
record OrderInput(String customer, List<Line> lines) {
    private static final int MAX_CUSTOMER = 100;

    OrderInput {
        lines = List.copyOf(lines);
    }

    /** @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong */
    static OrderInput of(Map<String, @Nullable Object> json) {
        Fields fields = new Fields(json, List.of("customer", "lines"));
        String customer = fields.requiredText("customer", MAX_CUSTOMER);
        List<Line> lines = Line.of(fields);
        if (fields.wrong() || customer == null) {
            throw fields.problem("Invalid Order", "order");
        }
        return new OrderInput(customer, lines);
    }

    /** The same for inputs that say the same. */
    String digest() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("customer", customer);
        json.put("lines", lines.stream().map(Line::json).toList());
        return Digests.hex(Json.bytes(json));
    }
}
