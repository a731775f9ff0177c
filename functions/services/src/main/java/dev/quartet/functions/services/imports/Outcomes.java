package dev.quartet.functions.services.imports;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.once.OnceEach;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * What became of each line, in the table: {@code LINE#} and the number, for a refused one {@code REFUSED#} and the number with the reason
 * besides, and how many there are, spread over items {@code SUMMARY#} for concurrent batches not to wait for one another.
 */
final class Outcomes {
    /** What became of a line: an order, or a reason for none. */
    record Outcome(
            long line, @Nullable String orderId, @Nullable String reason) {}

    /** What is known of a file: whether all its accepted lines have an outcome, and the file that tells it is not written yet. */
    record State(boolean due, String name, long accepted, long placed) {}

    private static final int STRIPES = 8;
    private static final int MAX_REASON = 500;

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Clock clock;

    Outcomes(Reopened<DynamoDbClient> table, String tableName, Clock clock) {
        this.table = table;
        this.tableName = tableName;
        this.clock = clock;
    }

    private static AttributeValue sortKey(String kind, long line) {
        return Attributes.text(kind + "#" + "%08d".formatted(line));
    }

    /** Those of the lines that have an outcome. */
    Set<Long> known(String importId, Set<Long> lines) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (long line : lines) {
            keys.add(Map.of("pk", Attributes.text(Imports.partition(importId)), "sk", sortKey("LINE", line)));
        }
        Set<Long> known = new HashSet<>();
        // What is not answered counts as unknown: the order's own Idempotency-Key tells then.
        table.get()
                .batchGetItem(get -> get.requestItems(Map.of(
                        tableName,
                        software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                                .keys(keys)
                                .consistentRead(true)
                                .build())))
                .responses()
                .getOrDefault(tableName, List.of())
                .forEach(item -> known.add(
                        Long.parseLong(Attributes.required(item, "sk").s().substring("LINE#".length()))));
        return known;
    }

    /**
     * Writes what became of some lines of a file, each once.
     *
     * @param outcomes at most 10
     */
    void write(String importId, List<Outcome> outcomes) {
        OnceEach<Outcome> once = new OnceEach<>(
                table::get, outcome -> String.valueOf(outcome.line()), fresh -> actions(importId, fresh));
        once.write(outcomes);
    }

    private List<TransactWriteItem> actions(String importId, List<Outcome> outcomes) {
        AttributeValue partition = Attributes.text(Imports.partition(importId));
        AttributeValue expiresAt =
                Attributes.number(clock.instant().plus(Imports.KEPT).getEpochSecond());
        List<TransactWriteItem> actions = new ArrayList<>();
        List<TransactWriteItem> refusals = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Map<String, AttributeValue> item = new HashMap<>();
            item.put("pk", partition);
            item.put("sk", sortKey("LINE", outcome.line()));
            item.put("expiresAt", expiresAt);
            if (outcome.orderId() != null) {
                item.put("orderId", Attributes.text(outcome.orderId()));
            }
            actions.add(put(item, "attribute_not_exists(pk)"));
            if (outcome.reason() != null) {
                Map<String, AttributeValue> refusal = new HashMap<>(item);
                refusal.put("sk", sortKey("REFUSED", outcome.line()));
                refusal.put("line", Attributes.number(outcome.line()));
                String reason = outcome.reason();
                refusal.put("reason", Attributes.text(reason.substring(0, Math.min(reason.length(), MAX_REASON))));
                refusals.add(put(refusal, null));
            }
        }
        // Its source is made now: one kept from before a snapshot would have all copies write the same item.
        int stripe = new SecureRandom().nextInt(STRIPES);
        Update counts = Update.builder()
                .tableName(tableName)
                .key(Map.of("pk", partition, "sk", Attributes.text(Imports.SUMMARY + "#" + stripe)))
                .updateExpression("SET expiresAt = :expiresAt ADD done :done, placed :placed")
                .expressionAttributeValues(Map.of(
                        ":expiresAt", expiresAt,
                        ":done", Attributes.number(outcomes.size()),
                        ":placed", Attributes.number(outcomes.size() - (long) refusals.size())))
                .build();
        actions.addAll(refusals);
        actions.add(TransactWriteItem.builder().update(counts).build());
        return actions;
    }

    private TransactWriteItem put(Map<String, AttributeValue> item, @Nullable String condition) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(tableName)
                        .item(item)
                        .conditionExpression(condition)
                        .build())
                .build();
    }

    /** Sums up the file's items; null if nobody has begun to read it. */
    @Nullable
    State state(String importId) {
        long done = 0;
        long placed = 0;
        Map<String, AttributeValue> summary = Map.of();
        for (Map<String, AttributeValue> item : table.get()
                .query(query -> query.tableName(tableName)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :summary)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Attributes.text(Imports.partition(importId)),
                                ":summary", Attributes.text(Imports.SUMMARY))))
                .items()) {
            if (item.containsKey("done")) {
                done += Long.parseLong(Attributes.required(item, "done").n());
                placed += Long.parseLong(Attributes.required(item, "placed").n());
            } else {
                summary = item;
            }
        }
        if (summary.isEmpty()) {
            return null;
        }
        boolean read = Imports.READ.equals(Attributes.optional(summary, "status"));
        long accepted =
                read ? Long.parseLong(Attributes.required(summary, "accepted").n()) : -1;
        return new State(
                read && done == accepted && !summary.containsKey("toldAt"),
                Attributes.required(summary, "name").s(),
                accepted,
                placed);
    }

    /** Every refused line with its reason, in the file's order. */
    void refused(String importId, BiConsumer<Long, String> each) {
        table.get()
                .queryPaginator(query -> query.tableName(tableName)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :refused)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Attributes.text(Imports.partition(importId)),
                                ":refused", Attributes.text("REFUSED#"))))
                .items()
                .forEach(item -> each.accept(
                        Long.parseLong(Attributes.required(item, "line").n()),
                        Attributes.required(item, "reason").s()));
    }

    /** The file that tells the outcomes is written. */
    void told(String importId) {
        table.get().updateItem(update -> update.tableName(tableName)
                .key(Imports.summary(importId))
                .updateExpression("SET toldAt = :now")
                .expressionAttributeValues(
                        Map.of(":now", Attributes.text(clock.instant().toString()))));
    }
}
