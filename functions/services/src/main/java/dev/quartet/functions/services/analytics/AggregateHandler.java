package dev.quartet.functions.services.analytics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Counts orders by day: {@code dev.quartet.functions.services.analytics.AggregateHandler::handleRequest}, for the stream of order events
 * (ReportBatchItemFailures). However often and in which order events come, each counts once. A record that is no valid event fails,
 * again and again, until the stream's mapping has set it apart; what came with it is counted meanwhile.
 *
 * <p>Environment: ANALYTICS_TABLE. Needs {@code dynamodb:PutItem} and {@code dynamodb:UpdateItem} on the table.
 */
public final class AggregateHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final Aggregates aggregates;

    public AggregateHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private AggregateHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env));
    }

    AggregateHandler(Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Services", env, logs, clock);
        table = new Reopened<>(openTable);
        aggregates = new Aggregates(table, env.required("ANALYTICS_TABLE"), clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    byte[] handle(byte[] event, String requestId) {
        logs.startRequest(requestId);
        List<Delivery> deliveries = new ArrayList<>();
        for (Object json : Events.records(Json.object(event))) {
            deliveries.add(Delivery.of(json));
        }
        Counting counting = new Counting(aggregates, logs, figures);
        @Nullable String failed = counting.count(deliveries);
        figures.flush();
        // The stream goes on at the first record that failed; what follows it comes again, and is known by then.
        return Json.bytes(
                Map.of("batchItemFailures", failed == null ? List.of() : List.of(Map.of("itemIdentifier", failed))));
    }

    /** Fills the snapshot with what a record needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        AggregatePriming.run(env, clock, Priming.nowhere());
        table.get();
        table.close();
    }

    /** The client opens again with the first record. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
