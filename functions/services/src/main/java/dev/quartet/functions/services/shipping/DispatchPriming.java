package dev.quartet.functions.services.shipping;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.Order;
import dev.quartet.functions.services.events.OrderLine;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.queue.PrimingQueue;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Ships an order of nobody before a snapshot is taken, so that it holds what a first message needs. */
final class DispatchPriming {
    private DispatchPriming() {}

    static void run(Env env, Clock clock, PrintStream out) {
        Money price = new Money("1", "EUR");
        String id = "0".repeat(32);
        Order order = new Order(id, "primed", List.of(new OrderLine("PRIMED", 1, price)), price);
        OrderPlaced event = new OrderPlaced(new Envelope(id + "#2", Instant.EPOCH, "primed"), order);
        new DispatchHandler(env, clock, out, () -> Echo.dynamoDb("{}"), PrimingQueue::client)
                .handle(PrimingQueue.batch(event), "priming");
    }
}
