package dev.quartet.functions.services.analytics;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.events.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Adds events to their days' totals, each once: a marker for every event and the totals are written in one transaction, so that an event
 * counts if, and only if, its marker stands. A day's totals are spread over some items, for concurrent batches not to wait for one
 * another.
 */
final class Aggregates {
    /** A transaction has at most 100 actions. */
    private static final int MAX_ACTIONS = 100;

    private static final int ATTEMPTS = 8;
    private static final Duration MAX_PAUSE = Duration.ofMillis(400);
    private static final Duration KEPT = Duration.ofDays(7);

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Clock clock;

    Aggregates(Reopened<DynamoDbClient> table, String tableName, Clock clock) {
        this.table = table;
        this.tableName = tableName;
        this.clock = clock;
    }

    /** So many of the events, the first ones, go into one transaction. */
    static int chunk(List<Event> events) {
        Set<String> markers = new LinkedHashSet<>();
        Set<LocalDate> days = new LinkedHashSet<>();
        int size = 0;
        for (Event event : events) {
            markers.add(event.envelope().eventId());
            days.add(day(event));
            if (markers.size() + days.size() > MAX_ACTIONS) {
                break;
            }
            size++;
        }
        return size;
    }

    /**
     * Adds events that fit into one transaction.
     *
     * @return how many were new
     * @throws TransactionCanceledException if others write the same totals all the time
     */
    int add(List<Event> events) {
        Map<String, Event> fresh = new LinkedHashMap<>();
        events.forEach(event -> fresh.putIfAbsent(event.envelope().eventId(), event));
        for (int attempt = 1; !fresh.isEmpty(); attempt++) {
            List<Event> tried = List.copyOf(fresh.values());
            try {
                List<TransactWriteItem> actions = actions(tried);
                table.get().transactWriteItems(write -> write.transactItems(actions));
                return tried.size();
            } catch (TransactionCanceledException e) {
                boolean known = removeKnown(fresh, tried, e.cancellationReasons());
                if (!known) {
                    if (attempt >= ATTEMPTS || !isConflict(e.cancellationReasons())) {
                        throw e;
                    }
                    pause(attempt);
                }
            }
        }
        return 0;
    }

    private boolean removeKnown(Map<String, Event> fresh, List<Event> tried, List<CancellationReason> reasons) {
        boolean known = false;
        for (int i = 0; i < tried.size() && i < reasons.size(); i++) {
            if ("ConditionalCheckFailed".equals(reasons.get(i).code())) {
                fresh.remove(tried.get(i).envelope().eventId());
                known = true;
            }
        }
        return known;
    }

    /** Another try may cure these; a refused value would be refused again. */
    private static boolean isConflict(List<CancellationReason> reasons) {
        Set<String> passing = Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
        return reasons.stream().allMatch(reason -> passing.contains(reason.code()));
    }

    private static void pause(int attempt) {
        long most = Math.min(MAX_PAUSE.toMillis(), 10L << attempt);
        try {
            Thread.sleep(new SecureRandom().nextLong(most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for others' writes", e);
        }
    }

    /** The markers first, in the events' order: reasons for a cancellation come in that order. */
    private List<TransactWriteItem> actions(List<Event> events) {
        long expiresAt = clock.instant().plus(KEPT).getEpochSecond();
        List<TransactWriteItem> actions = new ArrayList<>();
        Map<LocalDate, Totals> days = new TreeMap<>();
        for (Event event : events) {
            days.merge(day(event), Totals.of(event), Totals::plus);
            Put marker = Put.builder()
                    .tableName(tableName)
                    .item(Map.of(
                            "pk", Attributes.text("EVENT#" + event.envelope().eventId()),
                            "sk", Attributes.text("COUNTED"),
                            "expiresAt", Attributes.number(expiresAt)))
                    .conditionExpression("attribute_not_exists(pk)")
                    .build();
            actions.add(TransactWriteItem.builder().put(marker).build());
        }
        // Its source is made now: one kept from before a snapshot would have all copies write the same items.
        int stripe = new SecureRandom().nextInt(DayItems.STRIPES);
        days.forEach((day, totals) -> actions.add(TransactWriteItem.builder()
                .update(DayItems.addition(tableName, day, stripe, totals))
                .build()));
        return actions;
    }

    private static LocalDate day(Event event) {
        return event.envelope().occurredAt().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
