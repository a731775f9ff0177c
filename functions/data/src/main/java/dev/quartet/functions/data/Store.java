package dev.quartet.functions.data;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The table, and DAX in front of it if there is one. Clients are opened on first use and closed for a snapshot, whose copies must not
 * share connections. For one thread, as a Lambda process handles one request at a time.
 */
public final class Store implements AutoCloseable {
    /** After DAX failed, so long are calls spared the wait for it. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Reopened<DynamoDbClient> table;
    private final @Nullable Reopened<DynamoDbClient> dax;
    private final Logs logs;
    private final Figures figures;
    private final LongSupplier nanoTime;
    private boolean paused;
    private long pausedUntil;

    /** @param openDax null if there is no DAX */
    public Store(
            Supplier<DynamoDbClient> openTable,
            @Nullable Supplier<DynamoDbClient> openDax,
            Logs logs,
            Figures figures,
            LongSupplier nanoTime) {
        table = new Reopened<>(openTable);
        dax = openDax == null ? null : new Reopened<>(openDax);
        this.logs = logs;
        this.figures = figures;
        this.nanoTime = nanoTime;
    }

    /**
     * Past DAX.
     *
     * @throws dev.quartet.functions.common.ProblemException 503 if the table does not answer in time
     */
    public <T> T table(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(open());
        } catch (SdkException e) {
            if (isAnswer(e) && !isThrottled(e)) {
                throw e;
            }
            throw unavailable(e);
        }
    }

    private ProblemException unavailable(RuntimeException e) {
        logs.error("the table did not answer", e);
        return Problem.of(503, "Service Unavailable", "The table did not answer in time; try again.")
                .withHeader("Retry-After", "1")
                .exception();
    }

    /** Opens the table's client, without a call. */
    public DynamoDbClient open() {
        return table.get();
    }

    /**
     * Through DAX, so that what is written is cached and what is cached is not read again; past it while it fails. A write that DAX
     * did but did not answer is then done twice: every write here bears a condition under which that is harmless.
     */
    public <T> T cached(Function<DynamoDbClient, T> call) {
        if (dax == null) {
            return table(call);
        }
        if (paused && nanoTime.getAsLong() - pausedUntil < 0) {
            figures.count("DaxFallback");
            return table(call);
        }
        try {
            T answer = call.apply(dax.get());
            paused = false;
            return answer;
        } catch (RuntimeException e) {
            if (isThrottled(e)) {
                throw unavailable(e);
            }
            if (isAnswer(e)) {
                throw e;
            }
            paused = true;
            pausedUntil = nanoTime.getAsLong() + PAUSE.toNanos();
            figures.count("DaxFallback");
            logs.warn(
                    "DAX failed; using the table instead",
                    Map.of(
                            "error", e.getClass().getName(),
                            "reason", String.valueOf(e.getMessage()),
                            "pauseSeconds", PAUSE.toSeconds()));
            return table(call);
        }
    }

    /** A refusal (4xx: a condition that does not hold, a missing permission) is an answer, not a failure of DAX. */
    private static boolean isAnswer(RuntimeException e) {
        return e instanceof AwsServiceException service && service.statusCode() >= 400 && service.statusCode() < 500;
    }

    private static boolean isThrottled(RuntimeException e) {
        return e instanceof AwsServiceException service && service.isThrottlingException();
    }

    /** Closes what is open; the next call opens it again. */
    @Override
    public void close() {
        if (dax != null) {
            dax.close();
        }
        table.close();
    }
}
