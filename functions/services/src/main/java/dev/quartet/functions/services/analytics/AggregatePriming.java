package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.Order;
import dev.quartet.functions.services.events.OrderLine;
import dev.quartet.functions.services.events.OrderPlaced;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Counts an order of nobody before a snapshot is taken, so that it holds what a first record needs. */
final class AggregatePriming {
    private AggregatePriming() {}

    static void run(Env env, Clock clock, PrintStream out) {
        Money price = new Money("1", "EUR");
        String id = "0".repeat(32);
        Order order = new Order(id, "primed", List.of(new OrderLine("PRIMED", 1, price)), price);
        byte[] event = new OrderPlaced(new Envelope(id + "#2", Instant.EPOCH, "primed"), order).bytes();
        Map<String, String> kinesis =
                Map.of("sequenceNumber", "1", "data", Base64.getEncoder().encodeToString(event));
        new AggregateHandler(env, clock, out, () -> Echo.dynamoDb("{}"))
                .handle(Json.bytes(Map.of("Records", List.of(Map.of("kinesis", kinesis)))), "priming");
    }
}
