package dev.quartet.functions.services.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.services.orders.Decisions.Decision;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes what became of orders: {@code dev.quartet.functions.services.orders.PublisherHandler::handleRequest}, for the stream of the
 * orders table (ReportBatchItemFailures). The first record that fails ends the batch, and is where the stream goes on; one that is no
 * order fails each time, until bisection sets it apart.
 *
 * <p>Environment: ORDER_EVENTS_TOPIC (an ARN), EVENTS_STREAM (a name).
 */
public final class PublisherHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private static final Duration SOCKET = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(6);
    private static final int ATTEMPTS = 3;

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Reopened<SnsClient> sns;
    private final Reopened<KinesisClient> kinesis;
    private final Publisher publisher;

    public PublisherHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private PublisherHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> sns(env), () -> kinesis(env));
    }

    PublisherHandler(
            Env env, Clock clock, PrintStream out, Supplier<SnsClient> openSns, Supplier<KinesisClient> openKinesis) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        sns = new Reopened<>(openSns);
        kinesis = new Reopened<>(openKinesis);
        publisher =
                new Publisher(sns, kinesis, env.required("ORDER_EVENTS_TOPIC"), env.required("EVENTS_STREAM"), logs);
    }

    static SnsClient sns(Env env) {
        return Clients.configure(
                        SnsClient.builder(),
                        env,
                        Clients.endpoint(env, "SNS"),
                        SOCKET,
                        CALL,
                        Clients.attempts(ATTEMPTS))
                .build();
    }

    static KinesisClient kinesis(Env env) {
        return Clients.configure(
                        KinesisClient.builder(),
                        env,
                        Clients.endpoint(env, "KINESIS"),
                        SOCKET,
                        CALL,
                        Clients.attempts(ATTEMPTS))
                .build();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    byte[] handle(byte[] event, String requestId) {
        logs.startRequest(requestId);
        List<Decision> decisions = new ArrayList<>();
        String wrong = read(Events.records(Json.object(event)), decisions);
        int published = publisher.publish(decisions);
        String failed = published < decisions.size() ? decisions.get(published).sequenceNumber() : wrong;
        return Json.bytes(
                Map.of("batchItemFailures", failed == null ? List.of() : List.of(Map.of("itemIdentifier", failed))));
    }

    /** @return where the first record stands that is no order; null if there is none */
    private @Nullable String read(List<?> records, List<Decision> decisions) {
        for (Object item : records) {
            String sequenceNumber = Decisions.sequenceNumber(item);
            try {
                Decisions.of(item).ifPresent(decisions::add);
            } catch (IllegalArgumentException | IllegalStateException e) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("sequenceNumber", sequenceNumber);
                fields.put("item", String.valueOf(Events.at(item, "dynamodb", "Keys", "pk", "S")));
                fields.put("reason", String.valueOf(e.getMessage()));
                if (Events.at(item, "dynamodb", "NewImage", "correlationId", "S") instanceof String id) {
                    logs.correlate(id);
                }
                logs.warn("a record of the stream is no order", fields);
                logs.correlate(null);
                return sequenceNumber;
            }
        }
        return null;
    }

    /** Fills the snapshot with what a record needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        PublisherPriming.run(env, clock, Priming.nowhere());
        sns.get();
        kinesis.get();
        sns.close();
        kinesis.close();
    }

    /** The clients open again with the first record. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
