package dev.quartet.functions.services.shipping;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.queue.Batch;
import dev.quartet.functions.services.queue.DeadLetters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes a shipment of every placed order: {@code dev.quartet.functions.services.shipping.DispatchHandler::handleRequest}, for the queue
 * of OrderPlaced (ReportBatchItemFailures). One shipment an order, however often its event comes: the order's id is the table's key, and
 * the put is conditional.
 *
 * <p>Environment: SHIPPING_TABLE, DEAD_LETTER_QUEUE_URL. Needs {@code dynamodb:PutItem} on the table, {@code sqs:SendMessage} on the
 * dead-letter queue.
 */
public final class DispatchHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final DeadLetters deadLetters;

    public DispatchHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private DispatchHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), () -> DeadLetters.client(env));
    }

    DispatchHandler(
            Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable, Supplier<SqsClient> openSqs) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Services", env, logs, clock);
        table = new Reopened<>(openTable);
        tableName = env.required("SHIPPING_TABLE");
        deadLetters = new DeadLetters(openSqs, env);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    byte[] handle(byte[] event, String requestId) {
        logs.startRequest(requestId);
        Batch<OrderPlaced> batch = new Batch<>(OrderPlaced.class, deadLetters, logs, figures);
        for (Batch.Item<OrderPlaced> item : batch.read(event)) {
            try {
                dispatch(item.event(), batch.fields(item));
            } catch (SdkException e) {
                batch.failed(item, e);
            }
        }
        figures.flush();
        return batch.answer();
    }

    private void dispatch(OrderPlaced event, Map<String, Object> fields) {
        Shipment shipment = Shipment.of(event, clock.instant());
        fields.put("orderId", shipment.orderId());
        try {
            table.get().putItem(put -> put.tableName(tableName)
                    .item(shipment.item())
                    .conditionExpression("attribute_not_exists(orderId)"));
            figures.count("ShipmentsCreated");
            logs.info("created a shipment", fields);
        } catch (ConditionalCheckFailedException e) {
            figures.count("DuplicatesIgnored");
            logs.info("has its shipment already", fields);
        }
    }

    /** Fills the snapshot with what a message needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        DispatchPriming.run(env, clock, Priming.nowhere());
        table.get();
        deadLetters.open();
        table.close();
        deadLetters.close();
    }

    /** The clients open again with the first message. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
