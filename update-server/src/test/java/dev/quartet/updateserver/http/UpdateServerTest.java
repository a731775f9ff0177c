package dev.quartet.updateserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartet.updateserver.config.Settings;
import dev.quartet.updateserver.log.AccessLog;
import dev.quartet.updateserver.releases.Readiness.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The server as a client sees it. */
class UpdateServerTest {
    private static final int SIZE = 3_000_000;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final byte[] app = new byte[SIZE];
    private Path root;
    private AccessLog accessLog;
    private UpdateServer server;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(app);
        root = Files.createDirectory(folder.resolve("releases"));
        var version = Files.createDirectories(root.resolve("stable/1.2.0"));
        Files.write(version.resolve("app.zip"), app);
        Files.write(version.resolve("empty.txt"), new byte[0]);
        Files.writeString(root.resolve("stable/latest.json"), "{\"version\":\"1.2.0\"}");
        Files.setLastModifiedTime(
                version.resolve("app.zip"), FileTime.from(Instant.parse("2026-01-31T12:00:00.123456789Z")));
        Files.createDirectories(root.resolve(".staging/stable"));
        Files.writeString(root.resolve(".staging/stable/half.zip"), "half");
        Files.writeString(root.resolve("stable/.hidden"), "hidden");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("stable/out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("stable/outside"), folder);
        Files.createSymbolicLink(root.resolve("stable/hidden.txt"), root.resolve("stable/.hidden"));
        Files.createSymbolicLink(root.resolve("stable/current"), version);
        accessLog = new AccessLog(lines);
        server = UpdateServer.start(settings(root), accessLog);
        await().atMost(SOON).until(() -> server.readiness().state() == State.READY);
    }

    @AfterEach
    void stop() {
        // First, as the server waits a second for connections that are kept.
        client.close();
        server.close();
        accessLog.close();
    }

    @Test
    void versions_shouldBeServedWhole_andKeptForGood() throws Exception {
        var answer = get("/stable/1.2.0/app.zip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(app);
        assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "content-type")).isEqualTo("application/zip");
        assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(answer, "last-modified")).isEqualTo("Sat, 31 Jan 2026 12:00:00 GMT");
        assertThat(header(answer, "etag")).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(get("/stable/1.2.0/empty.txt").body()).isEmpty();
        assertThat(get("/stable/current/app.zip").statusCode()).isEqualTo(200);
    }

    @Test
    void thePointer_shouldBeKeptForAMinute() throws Exception {
        var answer = get("/stable/latest.json");
        assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=60, stale-if-error=86400");
        assertThat(header(answer, "content-type")).isEqualTo("application/json");
    }

    @Test
    void head_shouldSayWhatGetWould_withoutABody() throws Exception {
        var answer = send(request("/stable/1.2.0/app.zip").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(SIZE));
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=2999999-, 2999999, 2999999",
        "bytes=1000000-99999999, 1000000, 2999999",
        "bytes=-500, 2999500, 2999999",
        "bytes=0-, 0, 2999999"
    })
    void ranges_shouldBeCutOut(String range, int first, int last) throws Exception {
        var answer = get("/stable/1.2.0/app.zip", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEqualTo("bytes %d-%d/%d".formatted(first, last, SIZE));
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(app, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "lines=1-2", "bytes=a-b", "bytes=-", "bytes=0-1,5-9"})
    void otherRanges_shouldBeIgnored(String range) throws Exception {
        assertThat(get("/stable/1.2.0/app.zip", "Range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void rangesBeyondTheEnd_shouldBe416() throws Exception {
        var answer = get("/stable/1.2.0/app.zip", "Range", "bytes=3000000-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "content-range")).isEqualTo("bytes */3000000");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(get("/stable/1.2.0/empty.txt", "Range", "bytes=0-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void conditions_shouldBeTriedInTheirOrder() throws Exception {
        var path = "/stable/1.2.0/app.zip";
        var tag = header(get(path), "etag");
        var date = "Sat, 31 Jan 2026 12:00:00 GMT";
        var before = "Sat, 31 Jan 2026 11:59:59 GMT";
        var unchanged = get(path, "If-None-Match", "\"x\", W/" + tag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(header(unchanged, "etag")).isEqualTo(tag);
        assertThat(header(unchanged, "cache-control")).contains("immutable");
        assertThat(get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(get(path, "If-None-Match", "\"x\"", "If-Modified-Since", date)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(path, "If-Modified-Since", date).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-Modified-Since", before).statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Modified-Since", "soon").statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Match", "\"x\"").statusCode()).isEqualTo(412);
        assertThat(get(path, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
        assertThat(get(path, "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Match", "*").statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Unmodified-Since", before).statusCode()).isEqualTo(412);
        assertThat(get(path, "Range", "bytes=0-0", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(path, "Range", "bytes=0-0", "If-Range", date).statusCode())
                .isEqualTo(206);
        assertThat(get(path, "Range", "bytes=0-0", "If-Range", "\"x\"").statusCode())
                .isEqualTo(200);
        assertThat(get(path, "Range", "bytes=0-0", "If-Range", "W/" + tag).statusCode())
                .isEqualTo(200);
        assertThat(get(path, "Range", "bytes=0-0", "If-Range", before).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/stable/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/stable/%2e%2e/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/stable/..%5c..%5csecret.txt",
                "/%252e%252e/secret.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/stable/1.2.0/app.zip%00.txt",
                "/stable/1.2.0/app.zip/",
                "//stable/latest.json",
                "/stable//latest.json",
                "/./stable/latest.json",
                "/stable/latest.json;x=1",
                "/.staging/stable/half.zip",
                "/%2estaging/stable/half.zip",
                "/stable/.hidden",
                "/stable/hidden.txt",
                "/stable/out.txt",
                "/stable/outside/secret.txt",
                "/stable/outside/releases/stable/.hidden",
                "/stable/latest.json/x",
                "/stable",
                "/",
                "/%zz",
                "/none"
            })
    void whatLeadsAstray_shouldBeRefused_andNeverKept(String path) throws Exception {
        var answer = raw("GET " + path + " HTTP/1.1");
        // Jetty itself says 400 to what decodes to nothing or climbs over the root.
        assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").containsPattern("Cache-Control: [a-z,-]*no-store");
        assertThat(answer).doesNotContain("secret\n", "hidden\n", "half");
    }

    @Test
    void namesThatAreTooLong_shouldBe404() throws Exception {
        assertThat(get("/stable/" + "x".repeat(1000)).statusCode()).isEqualTo(404);
    }

    @Test
    void otherMethods_shouldBe405() throws Exception {
        var answer = send(request("/stable/latest.json").DELETE());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void anUnreadableFolder_shouldBe503_butNoReasonToReplaceTheInstance() throws Exception {
        var away = folder.resolve("away");
        Files.move(root, away);
        for (var path : new String[] {"/stable/1.2.0/app.zip", "/stable/none"}) {
            var answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "cache-control")).isEqualTo("no-store");
            assertThat(header(answer, "retry-after")).isEqualTo("5");
        }
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        Files.move(away, root);
        assertThat(get("/stable/1.2.0/app.zip").statusCode()).isEqualTo(200);
    }

    @Test
    void health_shouldBe503_untilTheFolderWasSeenOnce() throws Exception {
        var later = folder.resolve("later");
        try (var log = new AccessLog(new ByteArrayOutputStream());
                var waiting = UpdateServer.start(settings(later), log)) {
            var url = URI.create("http://127.0.0.1:%d/healthz".formatted(waiting.port()));
            var health = HttpRequest.newBuilder(url).build();
            assertThat(client.send(health, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(503);
            Files.createDirectory(later);
            await().atMost(SOON)
                    .until(() -> client.send(health, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            Files.delete(later);
            assertThat(client.send(health, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void stopping_shouldLetDownloadsEnd() throws Exception {
        var large = root.resolve("stable/1.2.0/large.bin");
        var content = new byte[64 * 1024 * 1024];
        Files.write(large, content);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /stable/1.2.0/large.bin HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H'); // it is under way, and far from its end
            var stopped = threads.submit(server::close);
            await().atMost(SOON).until(() -> server.readiness().state() == State.STOPPING);
            long rest = in.readAllBytes().length;
            assertThat(rest).isGreaterThanOrEqualTo(content.length);
            stopped.get();
        }
    }

    @Test
    void stalledClients_shouldBeCut() throws Exception {
        Files.write(root.resolve("stable/1.2.0/large.bin"), new byte[64 * 1024 * 1024]);
        var hasty = new Settings("127.0.0.1", 0, root, false, Duration.ofMillis(300), Duration.ofSeconds(1));
        var heard = new ByteArrayOutputStream();
        try (var log = new AccessLog(heard);
                var impatient = UpdateServer.start(hasty, log);
                var socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.getOutputStream()
                    .write("GET /stable/1.2.0/large.bin HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(SOON)
                    .until(() -> heard.toString(StandardCharsets.UTF_8).contains("\"failure\""));
        }
    }

    @Test
    void accessLog_shouldTellEachRequest_asJson() throws Exception {
        get("/stable/1.2.0/app.zip", "Range", "bytes=0-9", "X-Forwarded-For", "10.0.0.1", "User-Agent", "a\"b");
        get("/healthz");
        get("/none");
        await().atMost(SOON)
                .until(() -> lines.toString(StandardCharsets.UTF_8).lines().count() == 2);
        var first = JsonMapper.shared()
                .readTree(lines.toString(StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertThat(first.path("method").asString()).isEqualTo("GET");
        assertThat(first.path("path").asString()).isEqualTo("/stable/1.2.0/app.zip");
        assertThat(first.path("status").asInt()).isEqualTo(206);
        assertThat(first.path("bytes").asLong()).isEqualTo(10);
        assertThat(first.path("range").asString()).isEqualTo("bytes=0-9");
        assertThat(first.path("forwardedFor").asString()).isEqualTo("10.0.0.1");
        assertThat(first.path("userAgent").asString()).isEqualTo("a\"b");
        assertThat(Instant.parse(first.path("time").asString())).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    }

    private static Settings settings(Path root) {
        return new Settings("127.0.0.1", 0, root, false, Duration.ofSeconds(30), Duration.ofSeconds(20));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(SOON);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Sends a request line as it stands. */
    private String raw(String requestLine) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
