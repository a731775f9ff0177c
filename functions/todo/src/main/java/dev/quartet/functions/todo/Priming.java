package dev.quartet.functions.todo;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Echo;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Walks once through what a request does before a snapshot is taken, so that the snapshot holds those classes loaded and a restored
 * function's first request is as fast as its second. Nothing leaves the process: the table's client speaks to {@link Echo}, and logs
 * and figures go nowhere.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html">Maximize Lambda SnapStart performance</a>
 */
final class Priming {
    private static final String ID = "00000000000000000000000000";
    private static final String BODY = "{\"title\":\"primed\",\"due\":\"2026-01-01\"}";

    private static final String ITEM = """
            {"pk":{"S":"USER#priming"},"sk":{"S":"TODO#00000000000000000000000000"},"title":{"S":"primed"},"due":{"S":"2026-01-01"},\
            "done":{"BOOL":false},"version":{"N":"1"},"createdAt":{"S":"2026-01-01T00:00:00Z"},"updatedAt":{"S":"2026-01-01T00:00:00Z"}}""";
    private static final String ANSWER = "{\"Item\":" + ITEM + ",\"Items\":[" + ITEM + "],\"Attributes\":" + ITEM + "}";

    private Priming() {}

    static void run(Env env, Clock clock) {
        run(env, clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    static void run(Env env, Clock clock, PrintStream out) {
        TodoHandler handler = new TodoHandler(env, clock, out, Priming::client, null);
        handle(handler, "POST", "/todos", BODY);
        handle(handler, "GET", "/todos", null);
        handle(handler, "GET", "/todos/{id}", null);
        handle(handler, "PUT", "/todos/{id}", BODY);
        handle(handler, "DELETE", "/todos/{id}", null);
    }

    private static void handle(TodoHandler handler, String method, String resource, @Nullable String body) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("httpMethod", method);
        event.put("resource", resource);
        event.put("path", resource);
        event.put("headers", Map.of("Content-Type", "application/json"));
        event.put("pathParameters", Map.of("id", ID));
        event.put("body", body);
        event.put(
                "requestContext", Map.of("authorizer", Map.of("claims", Map.of("sub", "priming", "token_use", "id"))));
        handler.handle(Json.bytes(event), "priming");
    }

    private static DynamoDbClient client() {
        return Echo.dynamoDb(ANSWER);
    }
}
