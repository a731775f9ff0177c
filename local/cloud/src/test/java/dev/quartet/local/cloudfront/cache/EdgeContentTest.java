package dev.quartet.local.cloudfront.cache;

import static dev.quartet.local.cloudfront.cache.ScriptedOrigin.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges, collapsing, compression, large bodies, memory. */
class EdgeContentTest {
    private static final String HIT = "Hit from cloudfront";
    private static final String MISS = "Miss from cloudfront";

    @TempDir
    Path directory;

    @Test
    void range_shouldBeCutFromWhatIsCached() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(200, "0123456789", "ETag", "\"v1\"", "Content-Type", "text/plain");
            edge.client.get("/a");

            var middle = edge.client.get("/a", "Range", "bytes=2-4");
            assertThat(middle.status()).isEqualTo(206);
            assertThat(middle.text()).isEqualTo("234");
            assertThat(middle.header("Content-Range")).isEqualTo("bytes 2-4/10");
            assertThat(middle.cache()).isEqualTo(HIT);
            assertThat(edge.client.get("/a", "Range", "bytes=-3").text()).isEqualTo("789");
            assertThat(edge.client.get("/a", "Range", "bytes=8-").text()).isEqualTo("89");
            assertThat(edge.client.get("/a", "Range", "bytes=8-100").header("Content-Range"))
                    .isEqualTo("bytes 8-9/10");
            var beyond = edge.client.get("/a", "Range", "bytes=10-");
            assertThat(beyond.status()).isEqualTo(416);
            assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
            assertThat(edge.client.get("/a", "Range", "bytes=4-2").status()).isEqualTo(200);
            assertThat(edge.client.get("/a", "Range", "bytes=5-6,1-2").status()).isEqualTo(200);
            assertThat(edge.client
                            .get("/a", "Range", "bytes=2-4", "If-Range", "\"v1\"")
                            .status())
                    .isEqualTo(206);
            assertThat(edge.client
                            .get("/a", "Range", "bytes=2-4", "If-Range", "\"v0\"")
                            .status())
                    .isEqualTo(200);
            var several = edge.client.get("/a", "Range", "bytes=0-1,4-5");
            assertThat(several.status()).isEqualTo(206);
            assertThat(several.header("Content-Type")).startsWith("multipart/byteranges");
            assertThat(several.text()).contains("bytes 0-1/10\r\n\r\n01\r\n--", "bytes 4-5/10\r\n\r\n45\r\n--");
            assertThat(edge.origin.requests).hasSize(1);
        }
    }

    @Test
    void coldRange_shouldBeFetchedAndKeptAsARange() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> "bytes=2-4".equals(request.headers().get("Range"))
                    ? response(206, "234", "Content-Range", "bytes 2-4/10")
                    : response(200, "0123456789");

            assertThat(edge.client.get("/a", "Range", "bytes=2-4").cache()).isEqualTo(MISS);
            var again = edge.client.get("/a", "Range", "bytes=2-4");
            assertThat(again.cache()).isEqualTo(HIT);
            assertThat(again.status()).isEqualTo(206);
            assertThat(again.text()).isEqualTo("234");
            assertThat(edge.client.get("/a").cache()).isEqualTo(MISS);
            assertThat(edge.client.get("/a", "Range", "bytes=0-0").text()).isEqualTo("0");
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void rangeThatTheOriginIgnores_shouldGiveTheWholeAndKeepIt() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(200, "0123456789");

            assertThat(edge.client.get("/a", "Range", "bytes=2-4").text()).isEqualTo("0123456789");
            assertThat(edge.client.get("/a", "Range", "bytes=2-4").text()).isEqualTo("234");
            assertThat(edge.origin.requests).hasSize(1);
        }
    }

    @Test
    void coldObject_shouldReachTheOriginOnceForFiveHundredViewers() throws Exception {
        try (var edge = EdgeFixture.with().start(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var body = random(300_000);
            var go = new CountDownLatch(1);
            edge.origin.script = request -> {
                go.await();
                return response(200, body, "Cache-Control", "max-age=60");
            };
            var replies = IntStream.range(0, 500)
                    .mapToObj(i -> threads.submit(() -> edge.client.get("/cold")))
                    .toList();
            go.countDown();

            int misses = 0;
            for (Future<WireClient.Reply> reply : replies) {
                assertThat(reply.get().body()).isEqualTo(body);
                misses += reply.get().cache().equals(MISS) ? 1 : 0;
            }
            assertThat(edge.origin.requests).hasSize(1);
            assertThat(misses).isEqualTo(1);
            assertThat(edge.sum("Requests")).isEqualTo(500);
        }
    }

    @Test
    void waitingViewers_shouldGetBytesWhileTheRestIsStillComing() throws Exception {
        try (var edge = EdgeFixture.with().start(directory)) {
            var body = random(200_000);
            var rest = new CountDownLatch(1);
            var in = new ByteArrayInputStream(body) {
                @Override
                public synchronized int read(byte[] bytes, int offset, int count) {
                    if (pos >= 100_000) {
                        try {
                            rest.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return super.read(bytes, offset, Math.min(count, 100_000));
                }
            };
            edge.origin.script =
                    request -> new OriginResponse(200, Headers.of(List.of(Map.entry("Content-Length", "200000"))), in);
            try (var one = new Socket(InetAddress.getLoopbackAddress(), edge.server.port());
                    var two = new Socket(InetAddress.getLoopbackAddress(), edge.server.port())) {
                for (var socket : List.of(one, two)) {
                    socket.setSoTimeout(60_000);
                    socket.getOutputStream()
                            .write("GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
                }
                rest.countDown();
                for (var socket : List.of(one, two)) {
                    assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
                }
            }
            assertThat(edge.origin.requests).hasSize(1);
        }
    }

    @Test
    void uncacheableAnswers_shouldNotBeShared() throws Exception {
        try (var edge = EdgeFixture.with().start(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            edge.origin.script = request -> response(200, "mine", "Cache-Control", "private");
            var replies = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> edge.client.get("/private")))
                    .toList();
            for (var reply : replies) {
                assertThat(reply.get().cache()).isEqualTo(MISS);
            }
            assertThat(edge.origin.requests).hasSize(20);
        }
    }

    @Test
    void text_shouldBeCompressedAndKeptBesideThePlainForm() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            var text = "compressible ".repeat(1000);
            edge.origin.script =
                    request -> response(200, text, "Content-Type", "text/html; charset=utf-8", "ETag", "\"v1\"");

            var first = edge.client.get("/a", "Accept-Encoding", "deflate, gzip;q=0.8");
            var second = edge.client.get("/a", "Accept-Encoding", "gzip");
            var plain = edge.client.get("/a");
            var refused = edge.client.get("/a", "Accept-Encoding", "gzip;q=0");

            assertThat(first.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(second.cache()).isEqualTo(HIT);
            assertThat(second.header("ETag")).isEqualTo("W/\"v1\"");
            assertThat(second.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(second.body().length).isLessThan(1000);
            try (var in = new GZIPInputStream(new ByteArrayInputStream(second.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
            assertThat(plain.header("Content-Encoding")).isNull();
            assertThat(refused.cache()).isEqualTo(HIT);
            assertThat(edge.origin.requests).hasSize(2);
            assertThat(edge.origin.requests.getFirst().headers().get("Accept-Encoding"))
                    .isEqualTo("gzip");
        }
    }

    @Test
    void smallUntypedOrEncodedAnswers_shouldNotBeCompressed() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            var text = "x".repeat(2000);
            edge.origin.script = request -> switch (request.path()) {
                case "/small" -> response(200, text.substring(0, 999), "Content-Type", "text/html");
                case "/image" -> response(200, text, "Content-Type", "image/png");
                case "/encoded" -> response(200, text, "Content-Type", "text/html", "Content-Encoding", "br");
                default -> response(200, text, "Content-Type", "text/html", "Transfer-Encoding", "chunked");
            };
            for (var path : List.of("/small", "/image", "/chunked")) {
                assertThat(edge.client.get(path, "Accept-Encoding", "gzip").header("Content-Encoding"))
                        .as(path)
                        .isNull();
            }
            assertThat(edge.client.get("/encoded", "Accept-Encoding", "gzip").header("Content-Encoding"))
                    .isEqualTo("br");
        }
    }

    @Test
    void largeBody_shouldBeKeptInAFileAndGiveRanges() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            var body = random(3_000_000);
            edge.origin.script = request -> response(200, body);

            assertThat(edge.client.get("/large").body()).isEqualTo(body);
            var hit = edge.client.get("/large");
            assertThat(hit.cache()).isEqualTo(HIT);
            assertThat(hit.body()).isEqualTo(body);
            assertThat(edge.client.get("/large", "Range", "bytes=2999990-").body())
                    .isEqualTo(Arrays.copyOfRange(body, 2_999_990, 3_000_000));
            assertThat(edge.edge.memory()).isLessThan(100_000);
            assertThat(files()).isZero(); // it has no name, so that nothing is left behind whatever ends the process
        }
    }

    @Test
    void brokenBody_shouldBreakForTheViewerAndNotBeKept() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> new OriginResponse(
                    200,
                    Headers.of(List.of(Map.entry("Content-Length", "100"))),
                    new ByteArrayInputStream(new byte[40]));
            assertThatThrownBy(() -> edge.client.get("/a")).hasMessageContaining("40 of 100");
            edge.origin.script = request -> response(200, "whole");
            assertThat(edge.client.get("/a").text()).isEqualTo("whole");
        }
    }

    @Test
    void scan_shouldStayWithinTheMemoryThatIsConfigured() throws IOException {
        var options = new EdgeOptions(4 << 20, 0, 1 << 20, directory);
        try (var edge = EdgeFixture.with().start(options)) {
            edge.origin.script = request -> response(200, new byte[100_000], "Cache-Control", "max-age=600");
            edge.client.get("/favourite");
            for (int i = 0; i < 400; i++) {
                edge.client.get("/scan/" + i);
                assertThat(edge.client.get("/favourite").cache()).isEqualTo("Hit from cloudfront");
                assertThat(edge.edge.memory()).isLessThanOrEqualTo(4 << 20);
            }
            assertThat(edge.edge.memory()).isGreaterThan(2 << 20);
        }
    }

    private long files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
