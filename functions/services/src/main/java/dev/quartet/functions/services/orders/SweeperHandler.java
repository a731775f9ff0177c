package dev.quartet.functions.services.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.services.Contention;
import dev.quartet.functions.services.calls.Calls;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.Neighbour;
import dev.quartet.functions.services.calls.UnavailableException;
import dev.quartet.functions.services.calls.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Ends orders that nobody came back to: {@code dev.quartet.functions.services.orders.SweeperHandler::handleRequest}, by a schedule of any
 * event. While the inventory cannot be had it stops, and the next run goes on.
 *
 * <p>Environment: ORDERS_TABLE; INVENTORY_URL, without a slash at its end; PENDING_SECONDS, after which an order is abandoned.
 */
public final class SweeperHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    /** What one more order may take, and what is kept for the answer. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    private static final Duration RESERVE = Duration.ofSeconds(1);

    private final Parts parts;
    private final Clock clock;
    private final Calls calls;
    private final Due due;
    private final Sweep sweep;
    private final Duration pending;

    public SweeperHandler() {
        this(Platform.lambda(), Wire.lambda());
        Core.getGlobalContext().register(this);
    }

    SweeperHandler(Platform platform, Wire wire) {
        Env env = platform.env();
        clock = platform.clock();
        parts = Parts.of(platform, "Quartet/Services");
        calls = new Calls(wire, env, parts.logs(), System::nanoTime);
        parts.beforeSnapshot(calls::close);
        String tableName = env.required("ORDERS_TABLE");
        due = new Due(parts.store(), tableName);
        sweep = new Sweep(
                new Orders(parts.store(), new Contention(parts.store(), System::nanoTime), tableName, clock),
                new Reservations(new Neighbour("inventory", env.required("INVENTORY_URL"), true, calls)),
                parts.figures(),
                parts.logs());
        pending = pending(env);
    }

    private static Duration pending(Env env) {
        String seconds = env.required("PENDING_SECONDS");
        // A request may take half a minute: what it is still working on must not be abandoned.
        if (!seconds.matches("[0-9]{2,5}") || Long.parseLong(seconds) < 60) {
            throw new IllegalStateException(
                    "PENDING_SECONDS is '" + seconds + "'; allowed is a whole number from 60 to 99999");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(context.getAwsRequestId(), context::getRemainingTimeInMillis));
    }

    byte[] handle(String requestId, LongSupplier remainingMillis) {
        parts.logs().startRequest(requestId);
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            int ended = run(remainingMillis);
            parts.logs().correlate(null);
            answer.put("ended", ended);
            parts.logs().info("swept", answer);
        } finally {
            parts.logs().correlate(null);
            parts.figures().flush();
        }
        return Json.bytes(answer);
    }

    /** @return how many orders were ended */
    private int run(LongSupplier remainingMillis) {
        Instant before = clock.instant().minus(pending);
        int ended = 0;
        @Nullable Map<String, AttributeValue> from = null;
        do {
            Due.Page page = due.before(before, from);
            for (String id : page.ids()) {
                Duration left = Duration.ofMillis(remainingMillis.getAsLong()).minus(RESERVE);
                if (left.compareTo(LEAST) < 0) {
                    parts.logs().warn("time is over; the next run goes on", Map.of());
                    return ended;
                }
                try {
                    ended += sweep.end(id, deadline(left)) ? 1 : 0;
                } catch (UnavailableException e) {
                    parts.logs()
                            .warn("a neighbour cannot be had; the next run goes on", Map.of("reason", e.toString()));
                    return ended;
                }
            }
            from = page.next();
        } while (from != null);
        return ended;
    }

    private Deadline deadline(Duration left) {
        return calls.deadline(left.compareTo(OrdersApi.CALLS) < 0 ? left : OrdersApi.CALLS);
    }

    /** Fills the snapshot with what a run needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        SweeperPriming.run(parts.platform(), Priming.nowhere());
        parts.store().open();
        parts.close();
    }

    /** The clients open again with the next run. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
