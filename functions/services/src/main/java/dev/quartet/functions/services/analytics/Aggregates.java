package dev.quartet.functions.services.analytics;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.once.OnceEach;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Adds events to their days' totals, each once. A day's totals are spread over some items, for concurrent batches not to wait for one
 * another.
 */
final class Aggregates {
    private static final Duration KEPT = Duration.ofDays(7);

    private final OnceEach<Event> once;
    private final String tableName;
    private final Clock clock;

    Aggregates(Reopened<DynamoDbClient> table, String tableName, Clock clock) {
        once = new OnceEach<>(table::get, event -> event.envelope().eventId(), this::actions);
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
            if (markers.size() + days.size() > OnceEach.MAX_ACTIONS) {
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
     */
    int add(List<Event> events) {
        return once.write(events).size();
    }

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
