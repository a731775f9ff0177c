package dev.quartet.exports;

/** Architecture 3. */
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
        String failedRecordsBucket) {
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
    }
}
