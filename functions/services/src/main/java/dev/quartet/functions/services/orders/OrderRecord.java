package dev.quartet.functions.services.orders;

import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.OrderLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in the table.
 *
 * @param id            32 hexadecimal digits that nobody guesses
 * @param version       1 when it is written down, 2 when it is decided
 * @param reason        null unless it was rejected
 * @param correlationId of the request that made it
 * @param decidedAt     when it was confirmed or rejected; when it was made until then
 * @param due           whether there is something left to do for the sweeper, if nobody else does it
 */
record OrderRecord(
        String id,
        Status status,
        long version,
        String customer,
        List<OrderLine> lines,
        Money total,
        @Nullable Reason reason,
        String correlationId,
        Instant createdAt,
        Instant decidedAt,
        boolean due) {
    OrderRecord {
        lines = List.copyOf(lines);
    }

    /** As the API shows it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("status", status);
        json.put("customer", customer);
        json.put("lines", lines.stream().map(OrderLine::json).toList());
        json.put("total", total.json());
        if (reason != null) {
            json.put("reason", reason);
        }
        json.put("createdAt", createdAt);
        json.put("version", version);
        return json;
    }
}
