package dev.quartet.functions.todo;

import dev.quartet.functions.common.Ids;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Users' to-dos in the table. */
final class Todos {
    private final Store store;
    private final String tableName;
    private final Clock clock;

    Todos(Store store, String tableName, Clock clock) {
        this.store = store;
        this.tableName = tableName;
        this.clock = clock;
    }

    /** A new to-do, not yet in the table. */
    Todo draft(TodoInput input) {
        Instant now = now();
        return new Todo(Ids.next(now), input, 1, now, now);
    }

    void create(String user, Todo todo) {
        // Its id is new, so whoever reads it next finds it in DAX: DAX caches what is written through it.
        store.cached(
                client -> client.putItem(request -> request.tableName(tableName).item(TodoItems.item(user, todo))));
    }

    /** @param consistent past every cache, seeing every write that was answered before */
    Optional<Todo> find(String user, String id, boolean consistent) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(tableName)
                .key(TodoItems.key(user, id))
                .consistentRead(consistent)
                .build();
        Map<String, AttributeValue> item =
                read(consistent, client -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(TodoItems.todo(item));
    }

    /**
     * A user's to-dos, the newest first.
     *
     * <p>Writes do not invalidate DAX's query cache, whatever goes through it: for as long as its query TTL (10 s) a list may be
     * without a new to-do. A consistent list is not cached.
     *
     * @param afterId the last id of the page before; null for the first page
     */
    Page list(String user, int limit, @Nullable String afterId, boolean consistent) {
        Map<String, AttributeValue> values =
                Map.of(":user", TodoItems.partition(user), ":todos", Attributes.text(TodoItems.PREFIX));
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(tableName)
                .keyConditionExpression("pk = :user AND begins_with(sk, :todos)")
                .expressionAttributeValues(values)
                .scanIndexForward(false)
                .consistentRead(consistent)
                // One more than asked for tells whether a page follows: no last page is empty.
                .limit(limit + 1);
        if (afterId != null) {
            request.exclusiveStartKey(TodoItems.key(user, afterId));
        }
        QueryRequest built = request.build();
        QueryResponse response = read(consistent, client -> client.query(built));
        List<Todo> todos = new ArrayList<>();
        for (Map<String, AttributeValue> item : response.items()) {
            if (todos.size() < limit) {
                todos.add(TodoItems.todo(item));
            }
        }
        boolean more =
                response.items().size() > limit || !response.lastEvaluatedKey().isEmpty();
        return new Page(todos, more ? todos.getLast().id() : null);
    }

    /**
     * Puts new content into a to-do.
     *
     * @return the to-do as it is now; empty if there is none
     */
    Optional<Todo> replace(String user, String id, TodoInput input, IfMatch ifMatch) throws VersionMismatchException {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":title", Attributes.text(input.title()));
        values.put(":done", Attributes.truth(input.done()));
        values.put(":now", Attributes.text(now().toString()));
        values.put(":one", Attributes.number(1));
        StringBuilder set =
                new StringBuilder("SET title = :title, done = :done, updatedAt = :now, version = version + :one");
        List<String> remove = new ArrayList<>();
        setOrRemove("notes", input.notes(), set, remove, values);
        setOrRemove("due", input.due() == null ? null : input.due().toString(), set, remove, values);
        String update = remove.isEmpty() ? set.toString() : set + " REMOVE " + String.join(", ", remove);
        String condition = condition(ifMatch, values);
        try {
            return Optional.of(
                    TodoItems.todo(store.cached(client -> client.updateItem(request -> request.tableName(tableName)
                                    .key(TodoItems.key(user, id))
                                    .updateExpression(update)
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(values)
                                    .returnValues(ReturnValue.ALL_NEW)))
                            .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return missing(user, id);
        }
    }

    /** @return whether there was one */
    boolean delete(String user, String id, IfMatch ifMatch) throws VersionMismatchException {
        Map<String, AttributeValue> values = new HashMap<>();
        String condition = condition(ifMatch, values);
        try {
            store.cached(client -> client.deleteItem(request -> request.tableName(tableName)
                    .key(TodoItems.key(user, id))
                    .conditionExpression(condition)
                    .expressionAttributeValues(values.isEmpty() ? null : values)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return missing(user, id).isPresent();
        }
    }

    /** Why a condition did not hold: empty if there is no such to-do. */
    private Optional<Todo> missing(String user, String id) throws VersionMismatchException {
        Optional<Todo> actual = find(user, id, true);
        if (actual.isPresent()) {
            throw new VersionMismatchException(actual.get().version());
        }
        return actual;
    }

    private static void setOrRemove(
            String name,
            @Nullable String value,
            StringBuilder set,
            List<String> remove,
            Map<String, AttributeValue> values) {
        if (value == null) {
            remove.add(name);
        } else {
            set.append(", ").append(name).append(" = :").append(name);
            values.put(":" + name, Attributes.text(value));
        }
    }

    private static String condition(IfMatch ifMatch, Map<String, AttributeValue> values) {
        if (ifMatch.any()) {
            return "attribute_exists(pk)";
        }
        // No version is 0: tags that are none of ours match nothing.
        List<Long> versions = ifMatch.versions().isEmpty() ? List.of(0L) : ifMatch.versions();
        List<String> names = new ArrayList<>();
        for (long version : versions) {
            String name = ":v" + version;
            values.put(name, Attributes.number(version));
            names.add(name);
        }
        return "attribute_exists(pk) AND version IN (" + String.join(", ", names) + ")";
    }

    private <T> T read(boolean consistent, Function<DynamoDbClient, T> call) {
        return consistent ? store.table(call) : store.cached(call);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
