package dev.quartet.functions.services.once;

import dev.quartet.functions.common.Backoff;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes what things add up to together with a marker for each of them, in one transaction: a thing counts if, and only if, its marker
 * stands. What was counted before is told by its marker and left out.
 *
 * @param <T> what is counted
 */
public final class OnceEach<T> {
    /** A transaction has at most 100 actions. */
    public static final int MAX_ACTIONS = 100;

    private static final int ATTEMPTS = 8;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(400));
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final Supplier<DynamoDbClient> table;
    private final Function<T, String> identity;
    private final Function<List<T>, List<TransactWriteItem>> actions;

    /**
     * @param identity what tells a thing from others
     * @param actions  puts of the things' markers, one each in their order and conditional on there being none; after them what they
     *     add up to
     */
    public OnceEach(
            Supplier<DynamoDbClient> table,
            Function<T, String> identity,
            Function<List<T>, List<TransactWriteItem>> actions) {
        this.table = table;
        this.identity = identity;
        this.actions = actions;
    }

    /**
     * Writes things whose actions fit into one transaction.
     *
     * @return those that were new
     * @throws TransactionCanceledException if others write the same totals all the time
     */
    public List<T> write(List<T> things) {
        Map<String, T> fresh = new LinkedHashMap<>();
        things.forEach(thing -> fresh.putIfAbsent(identity.apply(thing), thing));
        for (int attempt = 1; !fresh.isEmpty(); attempt++) {
            List<T> tried = List.copyOf(fresh.values());
            try {
                List<TransactWriteItem> writes = actions.apply(tried);
                table.get().transactWriteItems(write -> write.transactItems(writes));
                return tried;
            } catch (TransactionCanceledException e) {
                if (!removeKnown(fresh, tried, e.cancellationReasons())) {
                    if (attempt >= ATTEMPTS || !isConflict(e.cancellationReasons())) {
                        throw e;
                    }
                    BACKOFF.sleep(attempt - 1);
                }
            }
        }
        return List.of();
    }

    /** Reasons come in the actions' order. */
    private boolean removeKnown(Map<String, T> fresh, List<T> tried, List<CancellationReason> reasons) {
        boolean known = false;
        for (int i = 0; i < tried.size() && i < reasons.size(); i++) {
            if ("ConditionalCheckFailed".equals(reasons.get(i).code())) {
                fresh.remove(identity.apply(tried.get(i)));
                known = true;
            }
        }
        return known;
    }

    /** Another try may cure these; a refused value would be refused again. */
    private static boolean isConflict(List<CancellationReason> reasons) {
        return reasons.stream().allMatch(reason -> PASSING.contains(reason.code()));
    }
}
