package dev.quartet.local.cloudfront.cache;

import static dev.quartet.local.cloudfront.cache.ScriptedOrigin.response;
import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Misses, hits, lifetimes, revalidation, errors, invalidation. */
class EdgeCachingTest {
    private static final String HIT = "Hit from cloudfront";
    private static final String MISS = "Miss from cloudfront";
    private static final String REFRESH = "RefreshHit from cloudfront";
    private static final String ERROR = "Error from cloudfront";

    @TempDir
    Path directory;

    @Test
    void get_shouldMissThenHitWithAge() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request ->
                    response(200, "hello", "Cache-Control", "max-age=60", "Date", "Mon, 23 Nov 2026 10:00:00 GMT");

            var first = edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(7));
            var second = edge.client.get("/a");

            assertThat(first.cache()).isEqualTo(MISS);
            assertThat(first.header("Age")).isNull();
            assertThat(second.cache()).isEqualTo(HIT);
            assertThat(second.header("Age")).isEqualTo("7");
            assertThat(second.header("Date")).isEqualTo("Mon, 23 Nov 2026 10:00:00 GMT");
            assertThat(second.text()).isEqualTo("hello");
            assertThat(second.header("Via")).matches("1\\.1 [0-9a-f]{32}\\.cloudfront\\.net \\(CloudFront\\)");
            assertThat(second.header("X-Amz-Cf-Pop")).isEqualTo(EdgeIds.POP);
            assertThat(second.header("X-Amz-Cf-Id")).hasSize(56).isNotEqualTo(first.header("X-Amz-Cf-Id"));
            assertThat(edge.origin.requests).hasSize(1);
        }
    }

    @Test
    void hit_shouldBeTheSameOnTheShortAndTheLongWay() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.client.get("/a");

            var brief = edge.client.get("/a");
            var full = edge.client.get("/a", "If-None-Match", "\"other\""); // conditions go the long way

            assertThat(brief.headers().keySet())
                    .containsExactlyInAnyOrderElementsOf(full.headers().keySet());
            assertThat(brief.text()).isEqualTo(full.text());
            assertThat(full.cache()).isEqualTo(HIT);
        }
    }

    @Test
    void head_shouldBeServedFromWhatAGetLeft() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            assertThat(edge.client.head("/a").cache()).isEqualTo(MISS);
            assertThat(edge.origin.last().method()).isEqualTo("HEAD");
            assertThat(edge.client.head("/a").cache()).isEqualTo(HIT);
            assertThat(edge.client.get("/a").cache()).isEqualTo(MISS);

            var head = edge.client.head("/a");

            assertThat(head.cache()).isEqualTo(HIT);
            assertThat(head.header("Content-Length")).isEqualTo("5");
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void expired_shouldBeRevalidatedByEtagAndDate() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> request.headers().has("If-None-Match")
                    ? response(304, "", "ETag", "\"v1\"", "Cache-Control", "max-age=30")
                    : response(
                            200,
                            "hello",
                            "ETag",
                            "\"v1\"",
                            "Last-Modified",
                            "Sun, 22 Nov 2026 10:00:00 GMT",
                            "Cache-Control",
                            "max-age=10");
            edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(11));

            var refreshed = edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(29));
            var hit = edge.client.get("/a");

            assertThat(refreshed.cache()).isEqualTo(REFRESH);
            assertThat(refreshed.text()).isEqualTo("hello");
            assertThat(edge.origin.last().headers().get("If-None-Match")).isEqualTo("\"v1\"");
            assertThat(edge.origin.last().headers().get("If-Modified-Since"))
                    .isEqualTo("Sun, 22 Nov 2026 10:00:00 GMT");
            assertThat(hit.cache()).isEqualTo(HIT);
            assertThat(hit.header("Age")).isEqualTo("29");
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void changed_shouldReplaceWhatExpired() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=10");
            edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(11));
            edge.origin.script = request -> response(200, "two", "ETag", "\"2\"", "Cache-Control", "max-age=10");

            assertThat(edge.client.get("/a").cache()).isEqualTo(MISS);
            var hit = edge.client.get("/a");

            assertThat(hit.text()).isEqualTo("two");
            assertThat(hit.header("ETag")).isEqualTo("\"2\"");
        }
    }

    @Test
    void condition_shouldBeAnswered304FromTheCache() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request ->
                    response(200, "hello", "ETag", "\"v1\"", "Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT");
            edge.client.get("/a");

            var byTag = edge.client.get("/a", "If-None-Match", "\"x\", W/\"v1\"");
            var byDate = edge.client.get("/a", "If-Modified-Since", "Sun, 22 Nov 2026 10:00:00 GMT");
            var changed = edge.client.get("/a", "If-Modified-Since", "Sun, 22 Nov 2026 09:59:59 GMT");
            var failed = edge.client.get("/a", "If-Match", "\"x\"");

            assertThat(List.of(byTag.status(), byDate.status(), changed.status(), failed.status()))
                    .containsExactly(304, 304, 200, 412);
            assertThat(byTag.cache()).isEqualTo(HIT);
            assertThat(byTag.header("ETag")).isEqualTo("\"v1\"");
            assertThat(edge.origin.requests).hasSize(1);
        }
    }

    @Test
    void post_shouldNeverBeCachedAndReachTheOriginWithItsBody() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> {
                try {
                    return response(200, request.body().readAllBytes(), "Cache-Control", "max-age=600");
                } catch (IOException e) {
                    throw new OriginException(OriginException.Kind.CLOSED, "read", e);
                }
            };

            var first = edge.client.send(
                    "POST", "/a", "one".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");
            var second = edge.client.send(
                    "POST", "/a", "two!".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");

            assertThat(first.text() + second.text()).isEqualTo("onetwo!");
            assertThat(second.cache()).isEqualTo(MISS);
            assertThat(edge.origin.last().contentLength()).isEqualTo(4);
            assertThat(edge.origin.last().headers().get("Content-Type")).isEqualTo("text/plain");
            assertThat(edge.client.get("/a").cache()).isEqualTo(MISS);
        }
    }

    @Test
    void lifetime_shouldStayBetweenThePolicysBounds() throws IOException {
        try (var edge = EdgeFixture.with().ttl(10, 20, 30).start(directory)) {
            assertThat(lifetime(edge, "/none")).isEqualTo(20);
            assertThat(lifetime(edge, "/short", "Cache-Control", "max-age=1")).isEqualTo(10);
            assertThat(lifetime(edge, "/long", "Cache-Control", "max-age=3000")).isEqualTo(30);
            assertThat(lifetime(edge, "/between", "Cache-Control", "max-age=15"))
                    .isEqualTo(15);
            assertThat(lifetime(edge, "/shared", "Cache-Control", "max-age=11, s-maxage=22"))
                    .isEqualTo(22);
            assertThat(lifetime(edge, "/forbidden", "Cache-Control", "no-store, private"))
                    .isEqualTo(10);
        }
        try (var edge = EdgeFixture.with().ttl(0, 20, 30).start(directory)) {
            assertThat(lifetime(edge, "/forbidden", "Cache-Control", "no-store"))
                    .isZero();
            assertThat(lifetime(edge, "/private", "Cache-Control", "private, max-age=9"))
                    .isZero();
            assertThat(lifetime(
                            edge,
                            "/expires",
                            "Expires",
                            "Mon, 23 Nov 2026 10:30:00 GMT",
                            "Date",
                            "Mon, 23 Nov 2026 10:29:48 GMT"))
                    .isEqualTo(12);
            assertThat(lifetime(edge, "/nonsense", "Expires", "0")).isZero();
            assertThat(lifetime(
                            edge, "/both", "Expires", "Mon, 23 Nov 2026 10:30:00 GMT", "Cache-Control", "max-age=5"))
                    .isEqualTo(5);
        }
    }

    /** Returns for how many seconds an answer with these headers is served without asking the origin, up to 40. */
    private static int lifetime(EdgeFixture edge, String path, String... headers) {
        edge.origin.script = request -> response(200, "x", headers);
        edge.client.get(path);
        for (int second = 0; second < 40; second++) {
            int before = edge.origin.requests.size();
            edge.client.get(path);
            if (edge.origin.requests.size() > before) {
                return second;
            }
            edge.clock.advance(Duration.ofSeconds(1));
        }
        return 40;
    }

    @Test
    void key_shouldHoldWhatThePolicyTakesAndNothingElse() throws IOException {
        var policy = EdgeFixture.with()
                .key(
                        NameSelection.whitelist("X-Tenant"),
                        NameSelection.whitelist("theme"),
                        NameSelection.whitelist("page"));
        try (var edge = policy.start(directory)) {
            edge.client.get("/a?page=1&utm=x", "X-Tenant", "one", "Cookie", "theme=dark; session=1");

            assertThat(edge.client
                            .get("/a?page=1&utm=y", "X-Tenant", "one", "Cookie", "session=2; theme=dark")
                            .cache())
                    .isEqualTo(HIT);
            assertThat(edge.client
                            .get("/a?page=2", "X-Tenant", "one", "Cookie", "theme=dark")
                            .cache())
                    .isEqualTo(MISS);
            assertThat(edge.client
                            .get("/a?page=1", "X-Tenant", "two", "Cookie", "theme=dark")
                            .cache())
                    .isEqualTo(MISS);
            assertThat(edge.client.get("/a?page=1", "X-Tenant", "one").cache()).isEqualTo(MISS);
            assertThat(edge.origin.requests.getFirst().query()).isEqualTo("page=1");
            assertThat(edge.origin.requests.getFirst().headers().get("Cookie")).isEqualTo("theme=dark");
            assertThat(edge.origin.requests.getFirst().headers().get("X-Tenant"))
                    .isEqualTo("one");
        }
    }

    @Test
    void error_shouldBeCachedForItsTimeOnly() throws IOException {
        try (var edge = EdgeFixture.with().error(404, 5).start(directory)) {
            edge.origin.script = request -> response(404, "no", "Cache-Control", "no-store");

            assertThat(edge.client.get("/a").cache()).isEqualTo(ERROR);
            edge.clock.advance(Duration.ofSeconds(4));
            assertThat(edge.client.get("/a").status()).isEqualTo(404);
            assertThat(edge.origin.requests).hasSize(1);
            edge.clock.advance(Duration.ofSeconds(1));
            edge.origin.script = request -> response(200, "yes");

            assertThat(edge.client.get("/a").text()).isEqualTo("yes");
        }
    }

    @Test
    void forbidden_shouldBeCachedOnlyWhenItsHeadersAsk() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(403, "no");
            edge.client.get("/a");
            edge.client.get("/a");
            assertThat(edge.origin.requests).hasSize(2);

            edge.origin.script = request -> response(403, "no", "Cache-Control", "max-age=60");
            edge.client.get("/b");
            edge.client.get("/b");
            assertThat(edge.origin.requests).hasSize(3);
        }
    }

    @Test
    void unreachableOrigin_shouldGive502Or504AndBeLeftAloneForAWhile() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> {
                throw new OriginException(
                        request.path().equals("/slow") ? OriginException.Kind.TIMEOUT : OriginException.Kind.CONNECT,
                        "down");
            };

            var refused = edge.client.get("/a");
            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.cache()).isEqualTo(ERROR);
            assertThat(refused.text()).contains("could not be satisfied").contains(refused.header("X-Amz-Cf-Id"));
            assertThat(edge.client.get("/slow").status()).isEqualTo(504);
            assertThat(edge.client.get("/a").status()).isEqualTo(502);
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void stale_shouldBeServedWhileTheOriginFails() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(200, "hello", "Cache-Control", "max-age=10");
            edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(11));
            edge.origin.script = request -> response(503, "down");

            var stale = edge.client.get("/a");
            edge.client.get("/a");

            assertThat(stale.status()).isEqualTo(200);
            assertThat(stale.text()).isEqualTo("hello");
            assertThat(edge.origin.requests).hasSize(2); // asked again only after the error caching time
            edge.clock.advance(Duration.ofSeconds(10));
            edge.origin.script = request -> {
                throw new OriginException(OriginException.Kind.CONNECT, "down");
            };
            assertThat(edge.client.get("/a").text()).isEqualTo("hello");
            assertThat(edge.origin.requests).hasSize(3);
        }
    }

    @Test
    void staleIfErrorOfZero_shouldShowTheError() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> response(200, "hello", "Cache-Control", "max-age=10, stale-if-error=0");
            edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(11));
            edge.origin.script = request -> response(503, "down");

            assertThat(edge.client.get("/a").status()).isEqualTo(503);
        }
    }

    @Test
    void staleWhileRevalidate_shouldAnswerAtOnceAndAskBehind() throws IOException, InterruptedException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script =
                    request -> response(200, "old", "Cache-Control", "max-age=10, stale-while-revalidate=60");
            edge.client.get("/a");
            edge.clock.advance(Duration.ofSeconds(11));
            var asked = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            edge.origin.script = request -> {
                asked.countDown();
                go.await();
                return response(200, "new", "Cache-Control", "max-age=10");
            };

            var stale = edge.client.get("/a");
            asked.await();
            go.countDown();

            assertThat(stale.text()).isEqualTo("old");
            assertThat(stale.cache()).isEqualTo(HIT);
            await().untilAsserted(() -> assertThat(edge.client.get("/a").text()).isEqualTo("new"));
            assertThat(edge.origin.requests).hasSize(2);
        }
    }

    @Test
    void noCache_shouldBeKeptAndAskedAboutEachTime() throws IOException {
        try (var edge = EdgeFixture.with().start(directory)) {
            edge.origin.script = request -> request.headers().has("If-None-Match")
                    ? response(304, "", "ETag", "\"1\"", "Cache-Control", "no-cache")
                    : response(200, "hello", "ETag", "\"1\"", "Cache-Control", "no-cache");
            edge.client.get("/a");

            assertThat(edge.client.get("/a").cache()).isEqualTo(REFRESH);
            assertThat(edge.client.get("/a").cache()).isEqualTo(REFRESH);
        }
    }

    @Test
    void invalidation_shouldForgetExactPathsAndPrefixes() throws IOException {
        try (var edge = EdgeFixture.with().root("index.html").start(directory)) {
            for (var path : List.of("/", "/a", "/a?q=1", "/img/1", "/img/2", "/imgs")) {
                edge.client.get(path);
            }

            edge.edge.invalidate(List.of("/a", "/img/*", "/"));

            assertThat(List.of("/", "/a", "/a?q=1", "/img/1", "/img/2", "/imgs").stream()
                            .map(path -> edge.client.get(path).cache()))
                    .containsExactly(MISS, MISS, HIT, MISS, MISS, HIT);
            edge.edge.invalidate(List.of("/*"));
            assertThat(edge.client.get("/imgs").cache()).isEqualTo(MISS);
        }
    }

    @Test
    void invalidation_shouldReachWhatIsStillOnItsWay() throws Exception {
        try (var edge = EdgeFixture.with().start(directory)) {
            var asked = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            edge.origin.script = request -> {
                asked.countDown();
                go.await();
                return response(200, "old", "Cache-Control", "max-age=600");
            };
            var first = new FutureTask<>(() -> edge.client.get("/a"));
            Thread.ofVirtual().start(first);
            asked.await();

            edge.edge.invalidate(List.of("/a"));
            go.countDown();

            assertThat(first.get().text()).isEqualTo("old");
            edge.origin.script = request -> response(200, "new");
            assertThat(edge.client.get("/a").text()).isEqualTo("new");
        }
    }

    @Test
    void disabledCaching_shouldStillCacheErrors() throws IOException {
        try (var edge = EdgeFixture.with().ttl(0, 0, 0).start(directory)) {
            edge.client.get("/a");
            assertThat(edge.client.get("/a").cache()).isEqualTo(MISS);
            edge.origin.script = request -> response(500, "broken");
            edge.client.get("/b");
            edge.client.get("/b");

            assertThat(edge.origin.requests).hasSize(3);
        }
    }
}
