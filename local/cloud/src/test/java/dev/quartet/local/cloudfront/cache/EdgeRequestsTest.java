package dev.quartet.local.cloudfront.cache;

import static dev.quartet.local.cloudfront.cache.ScriptedOrigin.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudfront.config.AccessLogEntry;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequestPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy.SetHeader;
import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the origin, what the edge refuses, functions, failover, figures. */
class EdgeRequestsTest {
    @TempDir
    Path directory;

    @Test
    void origin_shouldSeeCloudFrontsHeadersAndNotTheViewersOwn() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.client.get(
                    "/a",
                    "User-Agent",
                    "curl/8",
                    "Accept",
                    "*/*",
                    "Authorization",
                    "Bearer x",
                    "Cookie",
                    "a=1",
                    "X-Forwarded-For",
                    "192.0.2.4",
                    "X-Other",
                    "1",
                    "Connection",
                    "close");

            var headers = edge.origin.last().headers();
            assertThat(headers.get("User-Agent")).isEqualTo("Amazon CloudFront");
            assertThat(headers.get("X-Forwarded-For")).isEqualTo("192.0.2.4,127.0.0.1");
            assertThat(headers.get("Via")).endsWith(".cloudfront.net (CloudFront)");
            assertThat(headers.get("X-Amz-Cf-Id")).hasSize(56);
            for (var name : List.of("Accept", "Authorization", "Cookie", "X-Other", "Connection", "Host")) {
                assertThat(headers.has(name)).as(name).isFalse();
            }
        }
    }

    @Test
    void allViewerExceptHost_shouldPassEverythingElseOn() throws IOException {
        var policy =
                new OriginRequestPolicy("p", NameSelection.allExcept("Host"), NameSelection.ALL, NameSelection.ALL);
        try (var edge = EdgeFixture.with()
                .key(NameSelection.NONE, NameSelection.NONE, NameSelection.NONE)
                .originPolicy(policy)
                .start(directory)) {
            edge.client.get("/a?x=1", "User-Agent", "curl/8", "Authorization", "t", "Cookie", "a=1");

            var request = edge.origin.last();
            assertThat(request.headers().get("User-Agent")).isEqualTo("curl/8");
            assertThat(request.headers().get("Authorization")).isEqualTo("t");
            assertThat(request.headers().get("Cookie")).isEqualTo("a=1");
            assertThat(request.headers().has("Host")).isFalse();
            assertThat(request.query()).isEqualTo("x=1");
            assertThat(edge.client.get("/a?x=2").cache()).isEqualTo("Hit from cloudfront");
        }
    }

    @Test
    void viewer_shouldNotSeeHopByHopHeadersNorCookiesThatAreNotForwarded() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(
                    200,
                    "x",
                    "Set-Cookie",
                    "a=1",
                    "Upgrade",
                    "h2c",
                    "Via",
                    "1.0 other",
                    "Vary",
                    "Accept-Encoding, X-Other",
                    "X-Mine",
                    "1");

            var reply = edge.client.get("/a");

            assertThat(reply.header("Set-Cookie")).isNull();
            assertThat(reply.header("Upgrade")).isNull();
            assertThat(reply.header("Via")).doesNotContain("other");
            assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(reply.header("X-Mine")).isEqualTo("1");
        }
    }

    @Test
    void responseHeadersPolicy_shouldSetRemoveAndAnswerCors() throws IOException {
        var cors = new ResponseHeadersPolicy.Cors(
                false, List.of("*"), List.of("GET"), List.of("https://*.example.com"), List.of("ETag"), 600, true);
        var policy = new ResponseHeadersPolicy(
                "r",
                List.of(new SetHeader("X-Frame-Options", "DENY", true), new SetHeader("X-Kept", "edge", false)),
                List.of("Server"),
                Optional.of(cors));
        try (var edge = EdgeFixture.with().responsePolicy(policy).start(directory)) {
            edge.origin.script =
                    request -> response(200, "x", "Server", "nginx", "X-Kept", "origin", "X-Frame-Options", "ALLOW");
            edge.client.get("/a");

            var hit = edge.client.get("/a");
            var foreign = edge.client.get("/a", "Origin", "https://app.example.com");

            assertThat(hit.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(hit.header("X-Kept")).isEqualTo("origin");
            assertThat(hit.header("Server")).isNull();
            assertThat(hit.header("Access-Control-Allow-Origin")).isNull();
            assertThat(foreign.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
            assertThat(foreign.header("Access-Control-Expose-Headers")).isEqualTo("ETag");
        }
    }

    @Test
    void badRequests_shouldGetACleanPage() throws IOException {
        try (var edge = EdgeFixture.with().methods(EdgeFixture.READS).start(directory)) {
            assertThat(edge.client.get("/../etc/passwd").status())
                    .isEqualTo(400); // the listener itself: above the root
            assertThat(refused(edge.client.get("/a/../b"))).isEqualTo(400);
            assertThat(refused(edge.client.get("/a/%2e%2E/b"))).isEqualTo(400);
            assertThat(refused(edge.client.get("/a%2Fb"))).isEqualTo(400);
            assertThat(refused(edge.client.get("/a%5cb"))).isEqualTo(400);
            assertThat(edge.client.get("/a%zz").status()).isEqualTo(400); // no HTTP at all: the listener itself
            assertThat(edge.client.get("/a%00").status()).isEqualTo(400);
            assertThat(refused(edge.client.get("/a", "Host", "evil.example.net")))
                    .isEqualTo(403);
            assertThat(refused(edge.client.get("/" + "a".repeat(8_200)))).isEqualTo(413);
            assertThat(refused(edge.client.get("/a", "X-Large", "a".repeat(33_000))))
                    .isEqualTo(413);
            assertThat(refused(edge.client.send("DELETE", "/a", new byte[0]))).isEqualTo(403);
            assertThat(refused(edge.client.send("GET", "/a", new byte[3]))).isEqualTo(403);
            assertThat(edge.origin.requests).isEmpty();
            assertThat(edge.client.get("/a", "Host", "www.example.com").status())
                    .isEqualTo(200);
            assertThat(edge.client.get("/a..b/.well-known/x").status()).isEqualTo(200);
        }
    }

    private static int refused(WireClient.Reply reply) {
        assertThat(reply.cache()).isEqualTo("Error from cloudfront");
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.header("Server")).isEqualTo("CloudFront");
        assertThat(reply.text()).contains("The request could not be satisfied", reply.header("X-Amz-Cf-Id"));
        return reply.status();
    }

    @Test
    void viewerRequestFunction_shouldRewriteOrAnswer() throws IOException {
        try (var edge = EdgeFixture.with()
                .onRequest((context, request) -> switch (request.uri()) {
                    case "/posts/one" ->
                        new ViewerRequest(request.method(), "/post.html", request.query(), request.headers());
                    case "/broken" -> throw new ViewerFunctionException(false, "boom");
                    default ->
                        new ViewerResponse(
                                404,
                                Headers.of(List.of(Map.entry("Content-Type", "text/html"))),
                                "nothing here".getBytes(StandardCharsets.UTF_8));
                })
                .start(directory)) {
            assertThat(edge.client.get("/posts/one").status()).isEqualTo(200);
            assertThat(edge.origin.last().path()).isEqualTo("/post.html");
            assertThat(edge.client.get("/posts/one").cache()).isEqualTo("Hit from cloudfront");

            var made = edge.client.get("/elsewhere");
            assertThat(made.status()).isEqualTo(404);
            assertThat(made.text()).isEqualTo("nothing here");
            assertThat(made.cache()).isEqualTo("FunctionGeneratedResponse from cloudfront");
            var failed = edge.client.get("/broken");
            assertThat(failed.status()).isEqualTo(503);
            assertThat(failed.cache()).isEqualTo("FunctionExecutionError from cloudfront");
        }
    }

    @Test
    void viewerResponseFunction_shouldChangeHeadersOfHitsAndMisses() throws IOException {
        try (var edge = EdgeFixture.with()
                .onResponse((context, request, response) ->
                        new ViewerResponse(response.status(), response.headers().with("X-Seen", request.uri()), null))
                .start(directory)) {
            assertThat(edge.client.get("/a").header("X-Seen")).isEqualTo("/a");
            var hit = edge.client.get("/a");
            assertThat(hit.header("X-Seen")).isEqualTo("/a");
            assertThat(hit.text()).isEqualTo("hello");
        }
    }

    @Test
    void originGroup_shouldFailOverForReadsOnly() throws IOException {
        try (var edge = EdgeFixture.with().group().start(directory)) {
            edge.origin.script = request -> {
                if (request.path().equals("/dead")) {
                    throw new OriginException(OriginException.Kind.CONNECT, "down");
                }
                return response(503, "down");
            };
            edge.second.script = request -> response(200, "second");

            assertThat(edge.client.get("/a").text()).isEqualTo("second");
            assertThat(edge.client.get("/dead").text()).isEqualTo("second");
            assertThat(edge.client
                            .send("POST", "/a", "x".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(503);
            assertThat(edge.second.requests).hasSize(2);
        }
    }

    @Test
    void customErrorPage_shouldStandInForTheError() throws IOException {
        try (var edge = EdgeFixture.with().errorPage(404, 30, 200, "/404.html").start(directory)) {
            edge.origin.script = request -> request.path().equals("/404.html")
                    ? response(200, "page", "Content-Type", "text/html")
                    : response(404, "no");

            var reply = edge.client.get("/missing");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("page");
            assertThat(reply.cache()).isEqualTo("Error from cloudfront");
            edge.client.get("/missing");
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void metrics_shouldEqualWhatTheClientCounted() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> request.path().startsWith("/missing")
                    ? response(404, "no")
                    : request.path().equals("/chunked")
                            ? response(200, new byte[5000], "Transfer-Encoding", "chunked")
                            : response(200, new byte[100_000], "ETag", "\"v\"");
            long bytes = 0;
            int requests = 0;
            for (var path : List.of("/a", "/a", "/a", "/b", "/missing", "/chunked", "/chunked")) {
                bytes += edge.client.get(path).wireBytes();
                requests++;
                assertThat(edge.sum("BytesDownloaded")).as(path).isEqualTo((double) bytes);
            }
            for (var reply : List.<Supplier<WireClient.Reply>>of(
                    () -> edge.client.get("/a", "If-None-Match", "\"v\""),
                    () -> edge.client.get("/a", "Range", "bytes=0-9"),
                    () -> edge.client.head("/a"),
                    () -> edge.client.head("/cold"),
                    () -> edge.client.get("/a", "Connection", "close"),
                    () -> edge.client.get("/y/../x"))) {
                var got = reply.get();
                bytes += got.wireBytes();
                requests++;
                assertThat(edge.sum("BytesDownloaded"))
                        .as(got.headers().toString())
                        .isEqualTo((double) bytes);
            }
            edge.client.send("POST", "/a", new byte[321]);
            requests++;

            assertThat(edge.sum("Requests")).isEqualTo(requests);
            assertThat(edge.sum("BytesDownloaded")).isEqualTo((double) bytes);
            assertThat(edge.sum("BytesUploaded")).isEqualTo(321);
            assertThat(edge.sum("4xxErrorRate")).isEqualTo(200);
            assertThat(edge.sum("404ErrorRate")).isEqualTo(100);
            assertThat(edge.sum("TotalErrorRate")).isEqualTo(200);
            // /a twice, /chunked once, 304, range, head, close
            assertThat(edge.sum("CacheHitRate")).isEqualTo(700);
            assertThat(edge.metrics.toString()).contains("OriginLatency");
        }
    }

    @Test
    void accessLog_shouldHoldALineForEachRequest() throws IOException {
        var lines = new CopyOnWriteArrayList<AccessLogEntry>();
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.edge.accessLog(lines::add);
            edge.client.get("/a?q=1", "User-Agent", "curl/8");
            var hit = edge.client.get("/a?q=1");

            assertThat(lines).extracting(AccessLogEntry::resultType).containsExactly("Miss", "Hit");
            var line = lines.getLast();
            assertThat(line.scBytes()).isEqualTo(hit.wireBytes());
            assertThat(line.uriStem()).isEqualTo("/a");
            assertThat(line.uriQuery()).isEqualTo("q=1");
            assertThat(line.requestId()).isEqualTo(hit.header("X-Amz-Cf-Id"));
            assertThat(lines.getFirst().requestHeaders().get("User-Agent")).isEqualTo("curl/8");
        }
    }
}
