package dev.quartet.functions.todo;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * To-dos that are created once for an Idempotency-Key, however often the request arrives within a day. What was answered is kept in
 * {@code pk=USER#<sub>}, {@code sk=IDEMP#<key>}, written in one transaction with the to-do, until the table's TTL attribute
 * {@code expiresAt}.
 *
 * <p>Past DAX: it would read the items of a transaction back at once, and pay for that, to cache them.
 */
final class Creations {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int ATTEMPTS = 3;

    /** What is answered: the to-do's id and JSON, and whether that was answered before. */
    record Answer(String id, String json, boolean replayed) {}

    /** The key was used before for another to-do. */
    static final class KeyReusedException extends Exception {
        KeyReusedException() {
            super("the Idempotency-Key was used for another to-do");
        }
    }

    private final Store store;
    private final Todos todos;
    private final String tableName;
    private final Clock clock;

    Creations(Store store, Todos todos, String tableName, Clock clock) {
        this.store = store;
        this.todos = todos;
        this.tableName = tableName;
        this.clock = clock;
    }

    Answer create(String user, String key, TodoInput input) throws KeyReusedException {
        String digest = Digests.hex(input.canonical());
        TransactionCanceledException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Todo todo = todos.draft(input);
            Answer answer = new Answer(todo.id(), new String(Json.bytes(todo.json()), StandardCharsets.UTF_8), false);
            try {
                write(user, key, digest, todo, answer);
                return answer;
            } catch (TransactionCanceledException e) {
                requireExpected(e);
                last = e;
                // Either the key is there, or a request with the same key is being written at this moment.
                Optional<Answer> before = find(user, key, digest);
                if (before.isPresent()) {
                    return before.get();
                }
            }
        }
        throw new IllegalStateException("requests with the same Idempotency-Key kept colliding", last);
    }

    private void write(String user, String key, String digest, Todo todo, Answer answer) {
        Map<String, AttributeValue> record = new HashMap<>(keyOf(user, key));
        record.put("request", Attributes.text(digest));
        record.put("todo", Attributes.text(answer.id()));
        record.put("response", Attributes.text(answer.json()));
        record.put("expiresAt", Attributes.number(now() + KEPT.toSeconds()));
        // DynamoDB deletes an expired item days later at times: here it is gone at once.
        TransactWriteItem once = TransactWriteItem.builder()
                .put(put -> put.tableName(tableName)
                        .item(record)
                        .conditionExpression("attribute_not_exists(pk) OR expiresAt < :now")
                        .expressionAttributeValues(Map.of(":now", Attributes.number(now()))))
                .build();
        TransactWriteItem created = TransactWriteItem.builder()
                .put(put -> put.tableName(tableName).item(TodoItems.item(user, todo)))
                .build();
        store.table(client -> client.transactWriteItems(request -> request.transactItems(List.of(once, created))));
    }

    private Optional<Answer> find(String user, String key, String digest) throws KeyReusedException {
        Map<String, AttributeValue> record = store.table(client -> client.getItem(request ->
                        request.tableName(tableName).key(keyOf(user, key)).consistentRead(true)))
                .item();
        if (record.isEmpty()
                || Long.parseLong(Attributes.required(record, "expiresAt").n()) < now()) {
            return Optional.empty();
        }
        if (!Attributes.required(record, "request").s().equals(digest)) {
            throw new KeyReusedException();
        }
        return Optional.of(new Answer(
                Attributes.required(record, "todo").s(),
                Attributes.required(record, "response").s(),
                true));
    }

    private static void requireExpected(TransactionCanceledException e) {
        for (CancellationReason reason : e.cancellationReasons()) {
            String code = reason.code();
            if (code != null
                    && !code.equals("None")
                    && !code.equals("ConditionalCheckFailed")
                    && !code.equals("TransactionConflict")) {
                throw e;
            }
        }
    }

    private static Map<String, AttributeValue> keyOf(String user, String key) {
        return Map.of("pk", TodoItems.partition(user), "sk", Attributes.text("IDEMP#" + key));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
