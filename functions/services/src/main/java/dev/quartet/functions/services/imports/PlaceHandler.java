package dev.quartet.functions.services.imports;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.queue.Batch;
import dev.quartet.functions.services.queue.DeadLetters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Places imported orders: {@code dev.quartet.functions.services.imports.PlaceHandler::handleRequest}, for the queue of ImportedOrder
 * (ReportBatchItemFailures), a few messages of a batch at the same time. An order that the shop refuses is an outcome; a shop that cannot
 * be had lets the message come again.
 *
 * <p>Environment: IMPORTS_TABLE, IMPORTS_BUCKET, ORDERS_URL, DEAD_LETTER_QUEUE_URL. Needs {@code dynamodb:BatchGetItem},
 * {@code dynamodb:PutItem}, {@code dynamodb:UpdateItem} and {@code dynamodb:Query} on the table, {@code s3:PutObject} on
 * {@code reports/*}, {@code sqs:SendMessage} on the dead-letter queue. One try may take 23 s: so the time-out must be 60 s or more.
 */
public final class PlaceHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    /** What is left for the last try and for noting the outcomes. */
    private static final Duration LAST = OrdersClient.SILENCE.plusSeconds(4);

    private final String bucket;
    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final Reopened<S3Client> s3;
    private final DeadLetters deadLetters;
    private final OrdersClient orders;
    private final Outcomes outcomes;
    private final OutcomeFile outcomeFile;

    public PlaceHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private PlaceHandler(Env env) {
        this(
                env,
                Clock.systemUTC(),
                System.out,
                () -> Clients.table(env),
                () -> ImportHandler.s3(env),
                () -> DeadLetters.client(env),
                OrdersClient::http);
    }

    PlaceHandler(
            Env env,
            Clock clock,
            PrintStream out,
            Supplier<DynamoDbClient> openTable,
            Supplier<S3Client> openS3,
            Supplier<SqsClient> openSqs,
            Supplier<SdkHttpClient> openHttp) {
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Services", env, logs, clock);
        table = new Reopened<>(openTable);
        s3 = new Reopened<>(openS3);
        bucket = env.required("IMPORTS_BUCKET");
        deadLetters = new DeadLetters(openSqs, env);
        orders = new OrdersClient(openHttp, env.required("ORDERS_URL"));
        outcomes = new Outcomes(table, env.required("IMPORTS_TABLE"), clock);
        outcomeFile = new OutcomeFile(outcomes, s3, logs);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        logs.startRequest(context.getAwsRequestId());
        response.write(handle(event.readAllBytes(), Duration.ofMillis(context.getRemainingTimeInMillis())));
    }

    byte[] handle(byte[] event, Duration remaining) {
        long until = System.nanoTime() + remaining.minus(LAST).toNanos();
        Batch<ImportedOrder> batch = new Batch<>(ImportedOrder.class, deadLetters, logs, figures);
        Map<String, List<Batch.Item<ImportedOrder>>> byImport = new LinkedHashMap<>();
        for (Batch.Item<ImportedOrder> item : batch.read(event)) {
            String end = "/" + item.event().source().line();
            String id = item.event().envelope().eventId();
            if (id.endsWith(end)) {
                byImport.computeIfAbsent(id.substring(0, id.length() - end.length()), key -> new ArrayList<>())
                        .add(item);
            } else {
                batch.poison(item, "eventId does not end in import.line, " + end);
            }
        }
        byImport.forEach((importId, items) -> place(importId, items, batch, until));
        figures.flush();
        return batch.answer();
    }

    /** Lines of one file. */
    private void place(String importId, List<Batch.Item<ImportedOrder>> items, Batch<ImportedOrder> batch, long until) {
        List<Batch.Item<ImportedOrder>> waiting = items;
        try {
            Placing placing = new Placing(importId, outcomes, orders, logs, figures);
            waiting = placing.place(items, batch, until);
            outcomeFile.writeIfDue(importId, bucket);
        } catch (RuntimeException e) {
            // What has an outcome is told by it when it comes again.
            waiting.forEach(item -> batch.failed(item, e));
        }
    }

    /** Closes every connection before a snapshot. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        table.get();
        s3.get();
        deadLetters.open();
        orders.open();
        table.close();
        s3.close();
        deadLetters.close();
        orders.close();
    }

    /** The clients open again with the first message. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
