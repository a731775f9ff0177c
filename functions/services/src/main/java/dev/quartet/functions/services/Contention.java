package dev.quartet.functions.services;

import dev.quartet.functions.common.Backoff;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.data.Store;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Writes to items that others write to in transactions at the same time. DynamoDB refuses the later one instead of letting it wait, and
 * the SDK does not try it again (AWS: "Amazon DynamoDB Transactions: How it works", conflict handling): here it is tried again, with
 * full jitter, for as long as a caller waits.
 */
public final class Contention {
    /** Less than a neighbour waits for one answer (2 s). */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));

    private final Store store;
    private final LongSupplier nanoTime;

    public Contention(Store store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /**
     * Past all caches.
     *
     * @throws TransactionCanceledException if a condition did not hold
     * @throws dev.quartet.functions.common.ProblemException 503 if the others do not give way, or the table does not answer
     */
    public <T> T write(Function<DynamoDbClient, T> call) {
        long start = nanoTime.getAsLong();
        for (int retry = 0; ; retry++) {
            try {
                return store.table(call);
            } catch (TransactionConflictException e) {
                pause(start, retry);
            } catch (TransactionCanceledException e) {
                if (!isConflict(e)) {
                    throw e;
                }
                pause(start, retry);
            }
        }
    }

    private void pause(long start, int retry) {
        if (nanoTime.getAsLong() - start > PATIENCE.toNanos()) {
            throw Problem.of(503, "Service Unavailable", "Too many write the same at this moment; try again.")
                    .withHeader("Retry-After", "1")
                    .exception();
        }
        BACKOFF.sleep(retry);
    }

    /** Whether trying again may help: no condition failed, and nothing is wrong but that others were there first. */
    private static boolean isConflict(TransactionCanceledException e) {
        boolean conflict = false;
        for (CancellationReason reason : e.cancellationReasons()) {
            String code = reason.code() == null ? "None" : reason.code();
            switch (code) {
                case "None" -> {}
                case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> conflict = true;
                default -> {
                    return false;
                }
            }
        }
        return conflict;
    }

    /** Goes on if a condition did not hold; throws the exception on if the transaction was cancelled for something else. */
    public static void requireConditionFailed(TransactionCanceledException e) {
        boolean failed =
                e.cancellationReasons().stream().anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
        if (!failed) {
            throw e;
        }
    }
}
