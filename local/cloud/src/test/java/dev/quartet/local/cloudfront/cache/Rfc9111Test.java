package dev.quartet.local.cloudfront.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The same requests, with the same answers of an origin, through the edge and through an independent RFC 9111 cache (Apache
 * HttpClient's, as a shared cache). What a viewer sees and what the origin is asked must be the same, except where CloudFront's
 * documentation says otherwise: those differences are listed, and must be there.
 */
class Rfc9111Test {
    private static final String DOCS = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/";
    private static final String EXPIRATION = DOCS + "Expiration.html";
    private static final String STATUS_CODES = DOCS + "HTTPStatusCodes.html";
    private static final String CUSTOM_ORIGIN = DOCS + "RequestAndResponseBehaviorCustomOrigin.html";
    private static final String RANGES = DOCS + "RangeGETs.html";

    /** One request: its method, path and headers. */
    record Ask(String method, String path, List<String> headers) {}

    /** One answer of the origin, given to the requests that reach it, in turn; the last one to all further ones. */
    record Give(int status, String body, List<String> headers) {}

    /**
     * A recorded sequence.
     *
     * @param differs page of CloudFront's documentation that tells why it differs from RFC 9111; empty when it must not
     */
    record Sequence(String name, List<Give> gives, List<Ask> asks, String differs) {
        @Override
        public String toString() {
            return name + (differs.isEmpty() ? "" : " [differs: " + differs + "]");
        }
    }

    static final List<Sequence> SEQUENCES = List.of(
            same("fresh by max-age", List.of(give(200, "a", "Cache-Control", "max-age=60")), get(), get()),
            same(
                    "s-maxage wins over max-age",
                    List.of(give(200, "a", "Cache-Control", "max-age=0, s-maxage=60")),
                    get(),
                    get()),
            same(
                    "max-age wins over Expires",
                    List.of(give(200, "a", "Cache-Control", "max-age=60", "Expires", "Thu, 01 Jan 2015 00:00:00 GMT")),
                    get(),
                    get()),
            same("fresh by Expires", List.of(give(200, "a", "Expires", "Thu, 01 Jan 2099 00:00:00 GMT")), get(), get()),
            same("an invalid Expires is stale", List.of(give(200, "a", "Expires", "0"), give(200, "b")), get(), get()),
            same(
                    "no-store",
                    List.of(give(200, "a", "Cache-Control", "no-store"), give(200, "b", "Cache-Control", "no-store")),
                    get(),
                    get()),
            same(
                    "private",
                    List.of(
                            give(200, "a", "Cache-Control", "private, max-age=60"),
                            give(200, "b", "Cache-Control", "private")),
                    get(),
                    get()),
            same(
                    "no-cache is asked about, and confirmed",
                    List.of(
                            give(200, "a", "Cache-Control", "no-cache", "ETag", "\"1\""),
                            give(304, "", "Cache-Control", "no-cache", "ETag", "\"1\"")),
                    get(),
                    get(),
                    get()),
            same(
                    "what is old on arrival is confirmed by ETag",
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60", "Age", "61", "ETag", "\"1\""),
                            give(304, "", "Cache-Control", "max-age=60", "Age", "0", "ETag", "\"1\"")),
                    get(),
                    get(),
                    get()),
            same(
                    "what is old on arrival is confirmed by date",
                    List.of(
                            give(
                                    200,
                                    "a",
                                    "Cache-Control",
                                    "max-age=60",
                                    "Age",
                                    "61",
                                    "Last-Modified",
                                    "Sun, 22 Nov 2015 10:00:00 GMT"),
                            give(
                                    304,
                                    "",
                                    "Cache-Control",
                                    "max-age=60",
                                    "Age",
                                    "0",
                                    "Last-Modified",
                                    "Sun, 22 Nov 2015 10:00:00 GMT")),
                    get(),
                    get(),
                    get()),
            same(
                    "a new version replaces the old one",
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60", "Age", "61", "ETag", "\"1\""),
                            give(200, "b", "Cache-Control", "max-age=60", "ETag", "\"2\"")),
                    get(),
                    get(),
                    get()),
            same("Age counts", List.of(give(200, "a", "Cache-Control", "max-age=60", "Age", "30")), get(), get()),
            same(
                    "another query is another object",
                    List.of(give(200, "a", "Cache-Control", "max-age=60")),
                    get("/x?1"),
                    get("/x?2"),
                    get("/x?1")),
            same(
                    "If-None-Match on a hit",
                    List.of(give(200, "a", "Cache-Control", "max-age=60", "ETag", "\"1\"")),
                    get(),
                    get("/x", "If-None-Match", "\"1\"")),
            same(
                    "If-Modified-Since on a hit",
                    List.of(give(
                            200, "a", "Cache-Control", "max-age=60", "Last-Modified", "Sun, 22 Nov 2015 10:00:00 GMT")),
                    get(),
                    get("/x", "If-Modified-Since", "Sun, 22 Nov 2015 10:00:00 GMT")),
            same(
                    "a HEAD from what a GET left",
                    List.of(give(200, "a", "Cache-Control", "max-age=60")),
                    get(),
                    ask("HEAD", "/x")),
            same(
                    "POST is passed on",
                    List.of(give(200, "a", "Cache-Control", "max-age=60")),
                    ask("POST", "/x"),
                    ask("POST", "/x")),
            same(
                    "a permanent redirect",
                    List.of(give(301, "", "Cache-Control", "max-age=60", "Location", "/y")),
                    get(),
                    get()),
            same(
                    "must-revalidate shows the error",
                    List.of(
                            give(
                                    200,
                                    "a",
                                    "Cache-Control",
                                    "max-age=60, must-revalidate",
                                    "Age",
                                    "61",
                                    "ETag",
                                    "\"1\""),
                            give(503, "down")),
                    get(),
                    get()),
            same(
                    "Vary on Accept-Encoding, which the viewer does not send",
                    List.of(give(200, "a", "Cache-Control", "max-age=60", "Vary", "Accept-Encoding")),
                    get(),
                    get()),
            same(
                    "Vary: *",
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60", "Vary", "*"),
                            give(200, "b", "Cache-Control", "max-age=60", "Vary", "*")),
                    get(),
                    get()),
            // Where CloudFront's documentation says otherwise.
            differs(
                    "without any header the default TTL counts",
                    EXPIRATION,
                    List.of(give(200, "a"), give(200, "b")),
                    get(),
                    get()),
            differs(
                    "a viewer cannot force a refresh",
                    EXPIRATION,
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60"),
                            give(200, "b", "Cache-Control", "max-age=60")),
                    get(),
                    get("/x", "Cache-Control", "no-cache")),
            differs(
                    "only-if-cached of a viewer is ignored",
                    EXPIRATION,
                    List.of(give(200, "a", "Cache-Control", "max-age=60")),
                    get("/x", "Cache-Control", "only-if-cached")),
            differs(
                    "Vary on a header that is not in the key does not count",
                    CUSTOM_ORIGIN + "#ResponseCustomRemovedHeaders",
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60", "Vary", "X-Kind"),
                            give(200, "b", "Cache-Control", "max-age=60", "Vary", "X-Kind")),
                    get("/x", "X-Kind", "1"),
                    get("/x", "X-Kind", "2")),
            differs(
                    "Authorization is taken off, so the answer is anybody's",
                    CUSTOM_ORIGIN + "#RequestCustomClientAuth",
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60"),
                            give(200, "b", "Cache-Control", "max-age=60")),
                    get("/x", "Authorization", "Bearer t"),
                    get("/x", "Authorization", "Bearer t")),
            differs(
                    "a POST does not invalidate",
                    DOCS + "Invalidation.html",
                    List.of(give(200, "a", "Cache-Control", "max-age=60"), give(200, "posted"), give(200, "c")),
                    get(),
                    ask("POST", "/x"),
                    get()),
            differs(
                    "what is stale is served while the origin fails",
                    STATUS_CODES,
                    List.of(
                            give(200, "a", "Cache-Control", "max-age=60", "Age", "61", "ETag", "\"1\""),
                            give(503, "down")),
                    get(),
                    get()),
            differs(
                    "errors are kept for ten seconds",
                    STATUS_CODES,
                    List.of(give(500, "a", "Cache-Control", "no-store"), give(500, "b")),
                    get(),
                    get()),
            differs(
                    "a range is cut from what is kept",
                    RANGES,
                    List.of(give(200, "0123456789", "Cache-Control", "max-age=60")),
                    get(),
                    get("/x", "Range", "bytes=2-4")));

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("SEQUENCES")
    void edge_shouldAgreeWithTheOracleExceptWhereCloudFrontSaysOtherwise(Sequence sequence) throws IOException {
        var byEdge = throughTheEdge(sequence);
        var byOracle = throughTheOracle(sequence);

        if (sequence.differs().isEmpty()) {
            assertThat(byEdge).isEqualTo(byOracle);
        } else {
            assertThat(byEdge).isNotEqualTo(byOracle);
        }
    }

    /** Returns for each request what the viewer saw, and what the origin was asked for it. */
    private List<String> throughTheEdge(Sequence sequence) throws IOException {
        var result = new ArrayList<String>();
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.clock.advance(Duration.between(edge.clock.instant(), Instant.now()));
            edge.origin.script = request -> next(sequence, edge.origin.requests.size(), request);
            for (var ask : sequence.asks()) {
                int before = edge.origin.requests.size();
                var body = ask.method().equals("POST") ? new byte[] {1} : new byte[0];
                var reply = edge.client.send(
                        ask.method(), ask.path(), body, ask.headers().toArray(String[]::new));
                var asked = edge.origin.requests.subList(before, edge.origin.requests.size()).stream()
                        .map(request -> asked(
                                request.method(),
                                request.headers().has("If-None-Match")
                                        || request.headers().has("If-Modified-Since")))
                        .toList();
                result.add(reply.status() + " " + reply.text() + " " + asked);
            }
        }
        return result;
    }

    private List<String> throughTheOracle(Sequence sequence) throws IOException {
        var result = new ArrayList<String>();
        var asked = new ArrayList<String>();
        var config = CacheConfig.custom().setSharedCache(true).build();
        try (var origin = LoopbackServer.start(0, exchange -> {
                    synchronized (asked) {
                        asked.add(asked(
                                exchange.method(),
                                exchange.header("If-None-Match").isPresent()
                                        || exchange.header("If-Modified-Since").isPresent()));
                        answer(exchange, give(sequence, asked.size()));
                    }
                });
                CloseableHttpClient client = CachingHttpClients.custom()
                        .setCacheConfig(config)
                        .disableContentCompression()
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .build()) {
            for (var ask : sequence.asks()) {
                int before = asked.size();
                var request = new HttpUriRequestBase(
                        ask.method(), URI.create("http://127.0.0.1:" + origin.port() + ask.path()));
                for (int i = 0; i < ask.headers().size(); i += 2) {
                    request.addHeader(ask.headers().get(i), ask.headers().get(i + 1));
                }
                if (ask.method().equals("POST")) {
                    request.setEntity(new ByteArrayEntity(new byte[] {1}, null));
                }
                var reply = client.execute(
                        request,
                        response -> response.getCode() + " "
                                + (response.getEntity() == null
                                        ? ""
                                        : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8)));
                result.add(reply + " " + asked.subList(before, asked.size()));
            }
        }
        return result;
    }

    private static String asked(String method, boolean conditional) {
        return method + (conditional ? " if changed" : "");
    }

    private static OriginResponse next(Sequence sequence, int number, OriginRequest request) {
        var give = give(sequence, number);
        var body = request.method().equals("HEAD") ? "" : give.body();
        var headers = new ArrayList<>(give.headers());
        headers.addAll(List.of("Date", HttpDates.format(System.currentTimeMillis())));
        return ScriptedOrigin.response(give.status(), body, headers.toArray(String[]::new));
    }

    private static Give give(Sequence sequence, int number) {
        return sequence.gives().get(Math.min(number, sequence.gives().size()) - 1);
    }

    private static void answer(HttpExchange exchange, Give give) throws IOException {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < give.headers().size(); i += 2) {
            fields.add(Map.entry(give.headers().get(i), give.headers().get(i + 1)));
        }
        exchange.body().readAllBytes();
        exchange.respond(give.status(), fields, give.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Sequence same(String name, List<Give> gives, Ask... asks) {
        return new Sequence(name, gives, List.of(asks), "");
    }

    private static Sequence differs(String name, String page, List<Give> gives, Ask... asks) {
        return new Sequence(name, gives, List.of(asks), page);
    }

    private static Give give(int status, String body, String... headers) {
        return new Give(status, body, List.of(headers));
    }

    private static Ask get(String... pathAndHeaders) {
        var all = List.of(pathAndHeaders);
        return all.isEmpty()
                ? new Ask("GET", "/x", List.of())
                : new Ask("GET", all.getFirst(), all.subList(1, all.size()));
    }

    private static Ask ask(String method, String path) {
        return new Ask(method, path, List.of());
    }
}
