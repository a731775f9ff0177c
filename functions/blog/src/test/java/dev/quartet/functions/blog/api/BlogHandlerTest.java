package dev.quartet.functions.blog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.blog.BlogTables;
import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class BlogHandlerTest {
    private static final OpenApi API = OpenApi.of("blog.yaml");
    private static final Map<String, String> VARIABLES = Map.of(
            "POSTS_TABLE", BlogTables.POSTS,
            "VISITORS_TABLE", BlogTables.VISITORS,
            "UPLOADS_BUCKET", "uploads-of-the-blog",
            "UPLOADS_ACCELERATED", "true",
            "AWS_REGION", "ap-northeast-1");
    private static final Map<String, String> AUTHOR =
            Map.of("sub", "ada", "token_use", "id", "cognito:groups", "editors,authors", "name", "Ada");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static BlogTables tables;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final BlogHandler handler = handler(VARIABLES);

    @BeforeAll
    static void createTables() {
        tables = new BlogTables();
    }

    @AfterAll
    static void dropTables() {
        tables.close();
    }

    private BlogHandler handler(Map<String, String> variables) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new BlogHandler(new Platform(
                new Env(variables), clock, new PrintStream(log, true, StandardCharsets.UTF_8), tables::client, null));
    }

    private Answer publish(String json) {
        return API.call("POST", "/api/posts").claims(AUTHOR).body(json).on(handler);
    }

    private Answer signUp(String json) {
        return API.call("POST", "/api/visitors").claims(Map.of()).body(json).on(handler);
    }

    @Test
    void hasTheRoutesOfItsDocument() {
        assertThat(handler.routes()).isEqualTo(API.methods());
    }

    @Test
    void publishesListsAndReadsPosts() {
        Answer created = publish("""
                {"title":"제주도의 봄 🌸","summary":"꽃","body":"# 봄\\n\\n유채꽃","image":"01JABC-spring.jpg","publishedAt":"2031-01-01T00:00:00Z"}""".replace("2031", "2025"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("posts/jejudoui-bom");
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.text("author")).isEqualTo("Ada");
        assertThat(created.text("publishedAt")).isEqualTo("2025-01-01T00:00:00.000Z");

        Answer read = API.call("GET", "/api/posts/{slug}")
                .path("slug", "jejudoui-bom")
                .claims(Map.of())
                .on(handler);
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.header("Cache-Control")).isEqualTo("public, max-age=60");

        Answer list = API.call("GET", "/api/posts").claims(Map.of()).on(handler);
        assertThat(list.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(list.body().path("items").findValuesAsString("slug")).contains("jejudoui-bom");
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        for (int day = 1; day <= 7; day++) {
            publish("""
                    {"slug":"day-%d","title":"t","summary":"s","body":"b","author":"Kim","publishedAt":"2026-02-0%dT00:00:00Z"}""".formatted(day, day));
        }
        List<String> slugs = new ArrayList<>();
        String cursor = "";
        do {
            Call call = API.call("GET", "/api/posts").query("limit", "3");
            Answer page = (cursor.isEmpty() ? call : call.query("cursor", cursor)).on(handler);
            assertThat(page.status()).isEqualTo(200);
            slugs.addAll(page.body().path("items").findValuesAsString("slug"));
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty());
        assertThat(slugs.stream().filter(slug -> slug.startsWith("day-")))
                .containsExactly("day-7", "day-6", "day-5", "day-4", "day-3", "day-2", "day-1");
        assertThat(slugs).doesNotHaveDuplicates();
    }

    @Test
    void takesACursorOnlyOfItsOwnList() {
        publish("{\"title\":\"first of two\",\"summary\":\"s\",\"body\":\"b\"}");
        publish("{\"title\":\"second of two\",\"summary\":\"s\",\"body\":\"b\"}");
        String cursor =
                API.call("GET", "/api/posts").query("limit", "1").on(handler).text("nextCursor");
        assertThat(API.call("GET", "/api/images")
                        .query("cursor", cursor)
                        .on(handler)
                        .status())
                .isEqualTo(400);
        assertThat(API.call("GET", "/api/posts")
                        .query("cursor", "AAAA" + cursor)
                        .on(handler)
                        .status())
                .isEqualTo(400);
        assertThat(API.call("GET", "/api/posts")
                        .query("limit", "101")
                        .on(handler)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void givesASlugOnce() {
        String post = "{\"title\":\"Only once\",\"summary\":\"s\",\"body\":\"b\"}";
        assertThat(publish(post).status()).isEqualTo(201);
        Answer second = publish(post);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("detail")).contains("only-once");
        assertThat(publish("{\"title\":\"東京\",\"summary\":\"s\",\"body\":\"b\"}")
                        .text("slug"))
                .matches("post-[0-9a-z]{26}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                            | title
            {"title":"t","summary":" ","body":"b"}                                        | summary
            {"title":"t","summary":"s","body":7}                                          | body
            {"title":"t","summary":"s","body":"b","slug":"A b"}                           | slug
            {"title":"t","summary":"s","body":"b","image":"../x"}                         | image
            {"title":"t","summary":"s","body":"b","publishedAt":"2026-03-02T00:00:00Z"}   | publishedAt
            {"title":"t","summary":"s","body":"b","publishedAt":null}                     | publishedAt
            {"title":"t","summary":"s","body":"b","draft":true}                           | draft
            """)
    void namesTheFieldOfAPostThatIsWrong(String json, String field) {
        Answer answer = publish(json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").findValuesAsString("field")).contains(field);
    }

    @Test
    void limitsBodies() {
        String post = "{\"title\":\"Long %d\",\"summary\":\"s\",\"body\":\"%s\"}";
        assertThat(publish(post.formatted(1, "x".repeat(100_000))).status()).isEqualTo(201);
        assertThat(publish(post.formatted(2, "x".repeat(100_001))).status()).isEqualTo(400);
        assertThat(publish(post.formatted(3, "x".repeat(270_000))).status()).isEqualTo(413);
        assertThat(publish("{").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/posts", "/api/images", "/api/images/rejected"})
    void letsOnlyAuthorsWrite(String resource) {
        String method = resource.endsWith("rejected") ? "GET" : "POST";
        Map<Map<String, String>, Integer> expected = new HashMap<>();
        expected.put(Map.of(), 401);
        expected.put(Map.of("sub", "x", "token_use", "access", "cognito:groups", "authors"), 401);
        expected.put(Map.of("sub", "x", "token_use", "id"), 403);
        expected.put(Map.of("sub", "x", "token_use", "id", "cognito:groups", "co-authors,readers"), 403);
        expected.forEach((claims, status) -> {
            Answer answer = API.call(method, resource).claims(claims).body("{}").on(handler);
            assertThat(answer.status()).as("%s", claims).isEqualTo(status);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        });
        assertThat(API.call(method, resource)
                        .claims(Map.of("sub", "x", "token_use", "id", "cognito:groups", "[authors]"))
                        .body("{}")
                        .on(handler)
                        .status())
                .isIn(200, 400);
    }

    @Test
    void publishesNobodysAddress() {
        Map<String, String> claims = Map.of(
                "sub", "x", "token_use", "id", "cognito:groups", "authors", "cognito:username", "kim@example.com");
        assertThat(API.call("POST", "/api/posts")
                        .claims(claims)
                        .body("{\"title\":\"Nobody's address\",\"summary\":\"s\",\"body\":\"b\"}")
                        .on(handler)
                        .text("author"))
                .isEqualTo("kim");
    }

    @Test
    void listsPicturesByWhatBecameOfThem() {
        picture(
                "01-ready.jpg",
                "READY",
                Pictures.IMAGES,
                Map.of("width", Attributes.number(640), "height", Attributes.number(480)));
        picture("02-bad.jpg", "REJECTED", Pictures.REJECTED, Map.of("reason", Attributes.text("no picture")));
        Answer gallery = API.call("GET", "/api/images").claims(Map.of()).on(handler);
        assertThat(gallery.body().path("items").findValuesAsString("key")).containsExactly("01-ready.jpg");
        assertThat(gallery.body().path("items").get(0).path("width").asInt()).isEqualTo(640);
        Answer rejected = API.call("GET", "/api/images/rejected").claims(AUTHOR).on(handler);
        assertThat(rejected.body().path("items").findValuesAsString("reason")).containsExactly("no picture");
        assertThat(rejected.header("Cache-Control")).isEqualTo("no-store");
    }

    private static void picture(String key, String status, String list, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(Pictures.key(key));
        item.put("key", Attributes.text(key));
        item.put("status", Attributes.text(status));
        item.put("list", Attributes.text(list));
        item.put("at", Attributes.text(Times.sortable(NOW, key)));
        item.put("contentType", Attributes.text("image/jpeg"));
        item.put("size", Attributes.number(1_000));
        item.put("createdAt", Attributes.text(Times.sortable(NOW)));
        item.putAll(more);
        tables.client().putItem(put -> put.tableName(BlogTables.POSTS).item(item));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fileName":"a.svg","contentType":"image/svg+xml","size":1}       | contentType
            {"fileName":"a.jpg","contentType":"image/jpeg","size":0}          | size
            {"fileName":"a.jpg","contentType":"image/jpeg","size":26214401}   | size
            {"fileName":"a.jpg","contentType":"image/jpeg","size":1.5}        | size
            {"fileName":"a.jpg","contentType":"image/jpeg","size":1e400}      | size
            {"fileName":"a.jpg","contentType":"image/jpeg"}                   | size
            {"contentType":"image/jpeg","size":1}                             | fileName
            {"fileName":"a.jpg","contentType":["image/jpeg"],"size":1}        | contentType
            """)
    void announcesOnlyPicturesThatThumbnailsCanBeMadeOf(String json, String field) {
        Answer answer =
                API.call("POST", "/api/images").claims(AUTHOR).body(json).on(handler);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @Test
    void answersWhereToPutAPictureAndRemembersIt() {
        Answer answer = API.call("POST", "/api/images")
                .claims(AUTHOR)
                .body(
                        "{\"fileName\":\"C:\\\\Urlaub\\\\Größe <1>.HTML.jpg\",\"contentType\":\"image/png\",\"size\":26214400}")
                .on(handler);
        assertThat(answer.status()).isEqualTo(201);
        String key = answer.text("key");
        assertThat(key).matches("[0-9A-Z]{26}-c-urlaub-grosse-1-html\\.png");
        assertThat(answer.text("uploadUrl"))
                .startsWith("https://uploads-of-the-blog.s3-accelerate.amazonaws.com/incoming/" + key + "?")
                .contains("X-Amz-Expires=900")
                .doesNotContainIgnoringCase("checksum")
                .contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost");
        assertThat(answer.body().path("headers").path("Content-Length").asString())
                .isEqualTo("26214400");
        assertThat(answer.body().path("headers").path("Content-Type").asString())
                .isEqualTo("image/png");
        Map<String, AttributeValue> item = tables.client()
                .getItem(get -> get.tableName(BlogTables.POSTS).key(Pictures.key(key)))
                .item();
        assertThat(item.get("status").s()).isEqualTo("PENDING");
        assertThat(item).doesNotContainKeys("list", "at");
    }

    @Test
    void acceleratesOnlyAtAwssOwnEndpoint() {
        Map<String, String> local = new HashMap<>(VARIABLES);
        local.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
        Call call = API.call("POST", "/api/images")
                .claims(AUTHOR)
                .body("{\"fileName\":\"봄.webp\",\"contentType\":\"image/webp\",\"size\":1}");
        assertThat(call.on(handler(local)).text("uploadUrl"))
                .startsWith("http://127.0.0.1:4566/uploads-of-the-blog/incoming/")
                .contains("-bom.webp?");

        Map<String, String> slow = new HashMap<>(VARIABLES);
        slow.put("UPLOADS_ACCELERATED", "false");
        assertThat(call.on(handler(slow)).text("uploadUrl"))
                .startsWith("https://uploads-of-the-blog.s3.ap-northeast-1.amazonaws.com/incoming/");

        Map<String, String> odd = new HashMap<>(VARIABLES);
        odd.put("UPLOADS_ACCELERATED", "yes");
        assertThat(call.on(handler(odd)).status()).isEqualTo(500);
    }

    @Test
    void signsUpAVisitor() {
        Answer answer = signUp("{\"email\":\" Kim@Example.com\",\"name\":\"김 연아\",\"locale\":\"ko\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().isEmpty()).isTrue();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        Map<String, AttributeValue> visitor = tables.visitor("kim@example.com");
        assertThat(visitor.get("status").s()).isEqualTo("SIGNED_UP");
        assertThat(visitor.get("name").s()).isEqualTo("김 연아");
        assertThat(visitor.get("locale").s()).isEqualTo("ko");
        assertThat(visitor.get("sends").n()).isEqualTo("0");
        assertThat(visitor.get("month").s()).isEqualTo("2026-03");
        assertThat(visitor.get("signedUpAt").s()).matches("2026-03-01T10:00:00\\.123Z#[0-9a-f]{16}");

        now.set(NOW.plus(Duration.ofDays(40)));
        Answer again = signUp("{\"email\":\"kim@EXAMPLE.com\",\"name\":\"Other\",\"locale\":\"en\"}");
        assertThat(again).isEqualTo(answer);
        assertThat(tables.visitor("kim@example.com")).isEqualTo(visitor);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("kim@").doesNotContain("연아");
    }

    @Test
    void takesTheMailsLanguageFromTheBrowser() {
        API.call("POST", "/api/visitors")
                .header("accept-language", "ko-KR,ko;q=0.9,en;q=0.5")
                .body("{\"email\":\"browser@example.com\"}")
                .on(handler);
        assertThat(tables.visitor("browser@example.com").get("locale").s()).isEqualTo("ko");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                       | email
            {"email":"nobody"}                                       | email
            {"email":"a@example.com","locale":"de"}                  | locale
            {"email":"a@example.com","locale":null}                  | locale
            {"email":"a@example.com","name":"a\\r\\nBcc: b"}         | name
            {"email":"a@example.com","name":"Win http://evil"}       | name
            {"email":"a@example.com","name":"evil.com"}              | name
            {"email":"a@example.com","name":"{{siteUrl}}"}           | name
            {"email":"a@example.com","admin":true}                   | admin
            """)
    void namesTheFieldOfAVisitorThatIsWrong(String json, String field) {
        Answer answer = signUp(json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "가", " "})
    void refusesALongNameAtOnce(String of) {
        Answer answer = signUp("{\"email\":\"long@example.com\",\"name\":\"%s\"}"
                .formatted(of.repeat(50_000 / of.getBytes(StandardCharsets.UTF_8).length)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").findValuesAsString("field")).containsExactly("name");
    }

    @Test
    void writesDownOneVisitorHoweverManySignUpAtOnce() throws Exception {
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // A function's process handles one request at a time, so each call has its own.
            BlogHandler own = handler(VARIABLES);
            String body = "{\"email\":\"Crowd@Example.com\",\"name\":\"Nr " + i + "\"}";
            calls.add(() -> API.call("POST", "/api/visitors").body(body).on(own));
        }
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(counted("VisitorsSignedUp")).isEqualTo(1);
        assertThat(counted("VisitorsKnown")).isEqualTo(199);
    }

    private long counted(String figure) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"" + figure + "\":1"))
                .count();
    }

    @Test
    void goesPastDaxThatDoesNotAnswer() {
        BlogHandler withDax = new BlogHandler(new Platform(
                new Env(VARIABLES),
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                tables::client,
                () -> {
                    throw SdkClientException.create("No endpoints available");
                }));
        assertThat(API.call("GET", "/api/posts").on(withDax).status()).isEqualTo(200);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("DaxFallback");
    }

    @Test
    void answersAsAProblemWhatItDoesNotKnow() {
        assertThat(API.call("GET", "/api/posts/{slug}")
                        .path("slug", "no-such-post")
                        .on(handler)
                        .status())
                .isEqualTo(404);
        assertThat(API.call("GET", "/api/posts/{slug}")
                        .path("slug", "%2e%2e")
                        .on(handler)
                        .status())
                .isEqualTo(404);
        assertThat(API.call("DELETE", "/api/posts").on(handler).status()).isEqualTo(405);
    }

    @Test
    void needsItsConfiguration() {
        Map<String, String> less = new HashMap<>(VARIABLES);
        less.remove("VISITORS_TABLE");
        assertThatThrownBy(() -> handler(less)).hasMessageContaining("VISITORS_TABLE");
    }

    @Test
    void walksThroughItsRoutesBeforeASnapshot() {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        Platform like = new Platform(new Env(VARIABLES), Clock.systemUTC(), out, tables::client, null);
        BlogHandler.primeOn(Priming.platform(like, BlogHandler.PRIMED, out));
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"handled\"")))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).containsPattern("\"status\":20[012]"));
    }
}
