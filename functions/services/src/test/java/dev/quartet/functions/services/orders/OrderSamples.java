package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Ids;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders as they lie in the table. */
final class OrderSamples {
    private OrderSamples() {}

    static OrderRecord order(Instant now, Status status, Reason reason) {
        Money price = new Money("12.90", "EUR");
        return new OrderRecord(
                Ids.random(),
                status,
                status == Status.PENDING ? 1 : 2,
                "김 Ada",
                List.of(new OrderLine("CUP", 1, price)),
                price,
                reason,
                "corr-" + Ids.random(),
                now,
                now,
                status == Status.PENDING);
    }

    static Map<String, AttributeValue> pending(Instant now) {
        return OrderItems.item(order(now, Status.PENDING, null));
    }
}
