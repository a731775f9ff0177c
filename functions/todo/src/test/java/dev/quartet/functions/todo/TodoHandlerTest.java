package dev.quartet.functions.todo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.testing.Call;
import dev.quartet.functions.testing.Call.Answer;
import dev.quartet.functions.testing.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TodoHandlerTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "TABLE_NAME", LocalTable.NAME,
            "USER_FILES_BUCKET", "files",
            "USER_FILES_PREFIX", "private/${cognito-identity.amazonaws.com:sub}/",
            "IDENTITY_POOL_ID", "ap-northeast-1:0b0c",
            "AWS_REGION", "ap-northeast-1");
    private static final OpenApi API = OpenApi.of("todo.yaml");
    private static LocalTable table;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00.123Z"));
    private final TodoHandler handler = handler(VARIABLES);

    @BeforeAll
    static void createTable() {
        table = new LocalTable();
    }

    @AfterAll
    static void dropTable() {
        table.close();
    }

    private TodoHandler handler(Map<String, String> variables) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new TodoHandler(new Platform(
                new Env(variables), clock, new PrintStream(log, true, StandardCharsets.UTF_8), table::client, null));
    }

    private static Call one(String method, String id) {
        return API.call(method, "/todos/{id}").path("id", id);
    }

    private Answer created(String title) {
        Answer answer =
                API.call("POST", "/todos").body("{\"title\":\"" + title + "\"}").on(handler);
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    @Test
    void createsReadsUpdatesAndDeletes() {
        Answer created = API.call("POST", "/todos")
                .body("{\"title\":\"Buy milk 🥛\",\"notes\":\"oat\",\"due\":\"2026-03-02\"}")
                .on(handler);
        String id = created.text("id");
        assertThat(created.header("Location")).isEqualTo("/v1/todos/" + id);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.text("createdAt")).isEqualTo("2026-03-01T10:00:00.123Z");

        assertThat(one("GET", id).on(handler).body()).isEqualTo(created.body());

        now.set(Instant.parse("2026-03-01T11:00:00Z"));
        Answer updated = one("PUT", id)
                .header("If-Match", "\"1\"")
                .body("{\"title\":\"Buy milk\",\"done\":true}")
                .on(handler);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.header("ETag")).isEqualTo("\"2\"");
        assertThat(updated.body().has("notes")).isFalse();
        assertThat(updated.body().has("due")).isFalse();
        assertThat(updated.body().path("done").asBoolean()).isTrue();
        assertThat(updated.text("updatedAt")).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(updated.text("createdAt")).isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(one("GET", id)
                        .header("cache-control", "max-age=0")
                        .on(handler)
                        .body())
                .isEqualTo(updated.body());

        assertThat(one("DELETE", id).on(handler).status()).isEqualTo(204);
        assertThat(one("GET", id).on(handler).status()).isEqualTo(404);
        assertThat(one("DELETE", id).on(handler).status()).isEqualTo(404);
        assertThat(one("PUT", id).body("{\"title\":\"x\"}").on(handler).status())
                .isEqualTo(404);
    }

    @Test
    void takesABodyInBase64() {
        assertThat(API.call("POST", "/todos")
                        .body("{\"title\":\"ä\"}")
                        .on(handler, true)
                        .text("title"))
                .isEqualTo("ä");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "1"          | 412 | a version that was
                    "2"          | 200 | the version that is
                    *            | 200 | any
                    "1", "2"     | 200 | one of a list
                    W/"2"        | 412 | a weak tag never matches
                    "other"      | 412 | a tag of somebody else
                    2            | 400 | no entity tag
                    "2           | 400 | half an entity tag
                    """)
    void updatesAndDeletesOnlyTheVersionThatIfMatchNames(String ifMatch, int status, String why) {
        String id = created("conditional").text("id");
        one("PUT", id).body("{\"title\":\"second\"}").on(handler);

        Answer put = one("PUT", id)
                .header("If-Match", ifMatch)
                .body("{\"title\":\"third\"}")
                .on(handler);
        assertThat(put.status()).as(why).isEqualTo(status);
        if (status != 200) {
            assertThat(one("DELETE", id).header("If-Match", ifMatch).on(handler).status())
                    .isEqualTo(status);
            assertThat(one("GET", id).on(handler).text("title")).isEqualTo("second");
        }
        if (status == 412) {
            assertThat(put.header("ETag")).isEqualTo("\"2\"");
            assertThat(put.text("detail")).contains("version 2");
        }
    }

    @Test
    void hidesOtherUsersTodos() {
        String id = created("mine").text("id");
        assertThat(one("GET", id).user("somebody-else").on(handler).status()).isEqualTo(404);
        assertThat(one("PUT", id)
                        .user("somebody-else")
                        .body("{\"title\":\"x\"}")
                        .on(handler)
                        .status())
                .isEqualTo(404);
        assertThat(one("DELETE", id).user("somebody-else").on(handler).status()).isEqualTo(404);
        assertThat(one("GET", id).on(handler).text("title")).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01arz3ndektsv4rrffq69g5fav", "../todos", "é"})
    void knowsNoOtherId(String id) {
        assertThat(one("GET", id).on(handler).status()).isEqualTo(404);
    }

    @Test
    void refusesWhoeverHasNoIdToken() {
        assertThat(API.call("GET", "/todos").claims(Map.of()).on(handler).status())
                .isEqualTo(401);
        Answer access = API.call("GET", "/todos")
                .claims(Map.of("sub", Call.USER, "token_use", "access"))
                .on(handler);
        assertThat(access.status()).isEqualTo(401);
        assertThat(access.text("detail")).contains("ID token");
        assertThat(access.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(API.call("GET", "/me/storage")
                        .claims(Map.of("sub", Call.USER, "token_use", "access"))
                        .on(handler)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                        | title
                    {"title":""}                              | title
                    {"title":"  "}                            | title
                    {"title":1}                               | title
                    {"title":null}                            | title
                    {"title":"\\ud800"}                       | title
                    {"title":"x","notes":null}                | notes
                    {"title":"x","notes":["a"]}               | notes
                    {"title":"x","due":"2026-02-30"}          | due
                    {"title":"x","due":"2026-3-1"}            | due
                    {"title":"x","due":"+12026-03-01"}        | due
                    {"title":"x","due":20260301}              | due
                    {"title":"x","done":"true"}               | done
                    {"title":"x","done":null}                 | done
                    {"title":"x","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV"} | id
                    {"title":"x","pk":"USER#other"}           | pk
                    """)
    void namesTheFieldThatIsWrong(String body, String field) {
        for (Call call : List.of(API.call("POST", "/todos"), one("PUT", "01ARZ3NDEKTSV4RRFFQ69G5FAV"))) {
            Answer answer = call.body(body).on(handler);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().path("errors").path(0).path("field").asString(""))
                    .isEqualTo(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"title\":\"x\"",
                "{\"title\":\"x\"} {}",
                "{'title':'x'}",
                "{\"title\":\"x\",}",
                "{\"title\":\"a\",\"title\":\"b\"}"
            })
    void refusesWhatIsNoJsonObject(String body) {
        Answer answer = API.call("POST", "/todos").body(body).on(handler);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("title")).isEqualTo("Invalid Body");
    }

    @Test
    void refusesDeepNestingWithoutFailing() {
        String body = "{\"title\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(API.call("POST", "/todos").body(body).on(handler).status()).isEqualTo(400);
    }

    @Test
    void measuresLengthsInCharacters() {
        assertThat(API.call("POST", "/todos")
                        .body("{\"title\":\"" + "🥛".repeat(200) + "\",\"notes\":\"" + "n".repeat(4000) + "\"}")
                        .on(handler)
                        .status())
                .isEqualTo(201);
        Answer title = API.call("POST", "/todos")
                .body("{\"title\":\"" + "t".repeat(10_000) + "\"}")
                .on(handler);
        assertThat(title.status()).isEqualTo(400);
        assertThat(title.body().path("errors").path(0).path("message").asString(""))
                .isEqualTo("has 10000 characters; allowed are at most 200");
        assertThat(API.call("POST", "/todos")
                        .body("{\"title\":\"t\",\"notes\":\"" + "n".repeat(4001) + "\"}")
                        .on(handler)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesABodyOver256KiB() {
        String body = "{\"title\":\"t\",\"notes\":\"" + "n".repeat(300_000) + "\"}";
        Answer answer = API.call("POST", "/todos").body(body).on(handler);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("detail")).contains("262144");
        assertThat(one("PUT", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                        .body(body)
                        .on(handler)
                        .status())
                .isEqualTo(413);
    }

    @Test
    void pagesThroughEveryTodoOnce() {
        String user = "pager";
        for (int i = 0; i < 250; i++) {
            now.updateAndGet(time -> time.plusMillis(1));
            assertThat(API.call("POST", "/todos")
                            .user(user)
                            .body("{\"title\":\"" + i + "\"}")
                            .on(handler)
                            .status())
                    .isEqualTo(201);
        }
        for (int limit : new int[] {100, 50, 7}) {
            List<String> titles = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            do {
                Call call = API.call("GET", "/todos").user(user).query("limit", String.valueOf(limit));
                Answer page = (cursor.isEmpty() ? call : call.query("cursor", cursor)).on(handler);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.body().path("items").size()).isBetween(1, limit);
                page.body()
                        .path("items")
                        .forEach(item -> titles.add(item.path("title").asString("")));
                cursor = page.text("nextCursor");
                pages++;
            } while (!cursor.isEmpty());
            assertThat(pages).isEqualTo((250 + limit - 1) / limit);
            assertThat(titles).hasSize(250).startsWith("249", "248").endsWith("1", "0");
            assertThat(new HashSet<>(titles)).hasSize(250);
        }
        assertThat(API.call("GET", "/todos")
                        .user(user)
                        .on(handler)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "ten", "", "99999999999999999999"})
    void refusesALimitOutOfRange(String limit) {
        assertThat(API.call("GET", "/todos").query("limit", limit).on(handler).status())
                .isEqualTo(400);
    }

    @Test
    void refusesACursorThatIsNotTheCallersOwn() {
        String user = "cursor-owner";
        for (int i = 0; i < 2; i++) {
            API.call("POST", "/todos").user(user).body("{\"title\":\"c\"}").on(handler);
        }
        String cursor = API.call("GET", "/todos")
                .user(user)
                .query("limit", "1")
                .on(handler)
                .text("nextCursor");
        assertThat(cursor).isNotEmpty();
        assertThat(API.call("GET", "/todos")
                        .user("other")
                        .query("cursor", cursor)
                        .on(handler)
                        .status())
                .isEqualTo(400);
        for (String bad :
                List.of("", "x", "!!", cursor + "A", cursor.substring(1), cursor.toLowerCase(java.util.Locale.ROOT))) {
            Answer answer =
                    API.call("GET", "/todos").user(user).query("cursor", bad).on(handler);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.body().path("errors").path(0).path("field").asString(""))
                    .isEqualTo("cursor");
        }
    }

    @Test
    void answersARepeatedCreationAsTheFirstTime() {
        Call call = API.call("POST", "/todos").header("idempotency-key", "k-1").body("{\"title\":\"once\"}");
        Answer first = call.on(handler);
        one("PUT", first.text("id")).body("{\"title\":\"changed\"}").on(handler);
        now.updateAndGet(time -> time.plus(Duration.ofHours(23)));
        Answer second = API.call("POST", "/todos")
                .header("Idempotency-Key", "k-1")
                .body("{ \"done\":false, \"title\":\"once\" }")
                .on(handler);
        assertThat(second).isEqualTo(first);

        assertThat(API.call("POST", "/todos")
                        .header("Idempotency-Key", "k-1")
                        .body("{\"title\":\"twice\"}")
                        .on(handler)
                        .status())
                .isEqualTo(422);
        assertThat(API.call("POST", "/todos")
                        .user("another")
                        .header("Idempotency-Key", "k-1")
                        .body("{\"title\":\"twice\"}")
                        .on(handler)
                        .status())
                .as("a key is the user's own")
                .isEqualTo(201);

        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
        assertThat(call.on(handler).text("id"))
                .as("a day later the key is free")
                .isNotEqualTo(first.text("id"));
    }

    @Test
    void doesNotListWhatIsKeptForAKey() {
        API.call("POST", "/todos")
                .user("lister")
                .header("Idempotency-Key", "k-2")
                .body("{\"title\":\"only\"}")
                .on(handler);
        assertThat(API.call("GET", "/todos")
                        .user("lister")
                        .on(handler)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "naïve"})
    void refusesAnInvalidIdempotencyKey(String key) {
        assertThat(API.call("POST", "/todos")
                        .header("Idempotency-Key", key)
                        .body("{\"title\":\"x\"}")
                        .on(handler)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void createsOnceWhenTheSameKeyArrivesEverywhereAtOnce() throws Exception {
        String user = "racer";
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                // One handler each, as every Lambda process has its own.
                TodoHandler process = handler(VARIABLES);
                calls.add(() -> API.call("POST", "/todos")
                        .user(user)
                        .header("Idempotency-Key", "race")
                        .body("{\"title\":\"once\"}")
                        .on(process));
            }
            HashSet<Answer> answers = new HashSet<>();
            for (Future<Answer> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1);
            assertThat(answers.iterator().next().status()).isEqualTo(201);
        }
        assertThat(API.call("GET", "/todos")
                        .user(user)
                        .on(handler)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void saysWhereFilesGo() {
        Answer storage = API.call("GET", "/me/storage").on(handler);
        assertThat(storage.status()).isEqualTo(200);
        assertThat(storage.text("prefix")).isEqualTo("private/${cognito-identity.amazonaws.com:sub}/");
        assertThat(storage.text("bucket")).isEqualTo("files");
    }

    @Test
    void knowsItsRoutesOnly() {
        assertThat(API.call("GET", "/lists").on(handler).status()).isEqualTo(404);
        Answer patch = API.call("PATCH", "/todos").on(handler);
        assertThat(patch.status()).isEqualTo(405);
        assertThat(patch.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void servesWhatTheDocumentSaysAndNothingElse() {
        assertThat(handler.routes()).isEqualTo(API.methods());
    }

    @Test
    void failsWithoutATellTaleAndLogsTheCause() {
        Map<String, String> incomplete = new HashMap<>(VARIABLES);
        incomplete.remove("IDENTITY_POOL_ID");
        Answer answer = API.call("GET", "/me/storage").on(handler(incomplete));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text("detail")).isEqualTo("The request failed; its id in the logs is request-1.");
        assertThat(logged())
                .contains("environment variable IDENTITY_POOL_ID is missing")
                .contains("\"level\":\"ERROR\"");
    }

    @Test
    void doesNotStartWithoutItsTable() {
        assertThatThrownBy(() -> handler(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TABLE_NAME");
    }

    @Test
    void logsOneLineARequestAndCountsWhatWasDone() {
        created("secret words");
        List<String> lines = logged().lines().collect(Collectors.toList());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"Namespace\":\"Quartet/Todo\"").contains("\"TodosCreated\":1");
        assertThat(lines.get(1))
                .contains("\"requestId\":\"request-1\"")
                .contains("\"status\":201")
                .contains("\"resource\":\"/todos\"");
        assertThat(logged()).doesNotContain("secret words").doesNotContain(Call.USER);
    }

    @Test
    void letsBrowsersOfTheConfiguredOriginReadItsAnswers() {
        assertThat(created("plain").headers().has("Access-Control-Allow-Origin"))
                .isFalse();
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put("CORS_ORIGIN", "https://todo.example");
        Answer refused = API.call("GET", "/todos").claims(Map.of()).on(handler(variables));
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://todo.example");
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
