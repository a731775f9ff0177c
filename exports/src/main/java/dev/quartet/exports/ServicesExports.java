package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Architecture 3. {@code deadLetterQueues} are all queues in which failures end, those named here by themselves
 * included; empty in documents that were written before they were exported.
 */
public record ServicesExports(
        ServiceExports catalog,
        ServiceExports orders,
        ServiceExports inventory,
        ServiceExports shipping,
        ServiceExports analytics,
        ImportsExports imports,
        String orderPlacedTopicArn,
        QueueRef shippingQueue,
        QueueRef shippingDeadLetterQueue,
        String eventsStreamName,
        String failedRecordsBucket,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<QueueRef> deadLetterQueues) {
    public ServicesExports {
        Checks.present("catalog", catalog);
        Checks.present("orders", orders);
        Checks.present("inventory", inventory);
        Checks.present("shipping", shipping);
        Checks.present("analytics", analytics);
        Checks.present("imports", imports);
        Checks.arn("orderPlacedTopicArn", orderPlacedTopicArn);
        Checks.present("shippingQueue", shippingQueue);
        Checks.present("shippingDeadLetterQueue", shippingDeadLetterQueue);
        Checks.text("eventsStreamName", eventsStreamName);
        Checks.text("failedRecordsBucket", failedRecordsBucket);
        deadLetterQueues = Checks.list("deadLetterQueues", deadLetterQueues == null ? List.of() : deadLetterQueues);
    }
}
