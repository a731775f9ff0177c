package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StageCacheTest {
    private static final String[] REFRESH = {"Cache-Control", "max-age=0"};

    @Test
    void secondGet_shouldBeAHit_withoutAnInvocation() {
        try (var api = TodoApi.serving()) {
            var first = api.get("alice", "/todos");
            var second = api.get("alice", "/todos");
            assertThat(second.body()).isEqualTo(first.body()).isEqualTo("{\"call\":1}");
            assertThat(second.headers().firstValue("x-cache")).isEmpty();
            assertThat(second.headers().firstValue("x-amzn-requestid"))
                    .isNotEqualTo(first.headers().firstValue("x-amzn-requestid"));
            assertThat(api.events).hasSize(1);
        }
    }

    @Test
    void entry_shouldBelongToItsUserPathAndQuery() {
        try (var api = TodoApi.serving()) {
            assertThat(api.get("alice", "/todos/1").body()).isEqualTo("{\"call\":1}");
            assertThat(api.get("bob", "/todos/1").body()).isEqualTo("{\"call\":2}");
            assertThat(api.get("alice", "/todos/2").body()).isEqualTo("{\"call\":3}");
            assertThat(api.get("alice", "/todos").body()).isEqualTo("{\"call\":4}");
            assertThat(api.get("alice", "/todos?limit=1").body()).isEqualTo("{\"call\":5}");
            assertThat(api.get("alice", "/todos?limit=1&limit=1").body()).isEqualTo("{\"call\":6}");
            // not a declared key parameter: the same entry, as on AWS
            assertThat(api.get("alice", "/todos?other=1").body()).isEqualTo("{\"call\":4}");
            assertThat(api.get("mallory", "/todos/1").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void maxAgeZero_shouldRefreshItsEntry() {
        try (var api = TodoApi.serving()) {
            api.get("alice", "/todos");
            assertThat(api.get("alice", "/todos", REFRESH).body()).isEqualTo("{\"call\":2}");
            assertThat(api.get("alice", "/todos").body()).isEqualTo("{\"call\":2}");
            assertThat(api.metrics.sum("CacheHitCount", TodoApi.STAGE_DIMENSIONS))
                    .isEqualTo(1);
            assertThat(api.metrics.sum("CacheMissCount", TodoApi.STAGE_DIMENSIONS))
                    .isEqualTo(2);
        }
    }

    @Test
    void maxAgeZero_shouldBeTreatedAsTheSettingsSay_whenItNeedsAuthorization() {
        try (var api = TodoApi.serving()) {
            api.settings("*/*", Map.of("cachingEnabled", true));
            api.get("alice", "/todos");
            var warned = api.get("alice", "/todos", REFRESH);
            assertThat(warned.body()).isEqualTo("{\"call\":1}");
            assertThat(warned.headers().firstValue("warning")).isPresent();
            api.settings(
                    "*/*", Map.of("cachingEnabled", true, "unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403"));
            assertThat(api.get("alice", "/todos", REFRESH).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void entry_shouldLiveForItsMethodsTtl() {
        try (var api = TodoApi.serving()) {
            api.settings("~1todos~1{id}/GET", Map.of("cachingEnabled", true, "cacheTtlInSeconds", 10.0));
            api.get("alice", "/todos");
            api.get("alice", "/todos/1");
            api.clock.advance(Duration.ofSeconds(10));
            assertThat(api.get("alice", "/todos").body()).isEqualTo("{\"call\":1}");
            assertThat(api.get("alice", "/todos/1").body()).isEqualTo("{\"call\":3}");
            api.clock.advance(Duration.ofSeconds(50));
            assertThat(api.get("alice", "/todos").body()).isEqualTo("{\"call\":4}");
        }
    }

    @Test
    void backEnd_shouldHaveNoSay_andItsErrorsBeKept() {
        try (var api = TodoApi.serving()) {
            api.function = event -> TodoApi.answer(
                    "{\"statusCode\":404,\"headers\":{\"Cache-Control\":\"no-store\"},\"body\":\"gone\"}");
            assertThat(api.get("alice", "/todos/1").statusCode()).isEqualTo(404);
            assertThat(api.get("alice", "/todos/1").statusCode()).isEqualTo(404);
            assertThat(api.events).hasSize(1);
        }
    }

    @Test
    void failures_shouldNotBeKept() {
        try (var api = TodoApi.serving()) {
            var good = api.function;
            api.function = event -> TodoApi.crash("{}");
            assertThat(api.get("alice", "/todos/1").statusCode()).isEqualTo(502);
            api.function = good;
            assertThat(api.get("alice", "/todos/1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void largeAnswers_andPosts_shouldNotBeKept() {
        try (var api = TodoApi.serving()) {
            api.post("alice", "/todos", "{\"title\":\"a\"}");
            api.post("alice", "/todos", "{\"title\":\"a\"}");
            assertThat(api.events).hasSize(2);
            var body = "x".repeat(ResponseCache.MAX_ENTRY_BYTES + 1);
            api.function = event -> TodoApi.answer("{\"statusCode\":200,\"body\":\"" + body + "\"}");
            api.get("alice", "/todos");
            api.get("alice", "/todos");
            assertThat(api.events).hasSize(4);
        }
    }

    @Test
    void nothing_shouldBeKept_withoutACluster() {
        try (var api = TodoApi.declared().deploy(Map.of()).settings("*/*", Map.of("cachingEnabled", true))) {
            api.get("alice", "/todos");
            api.get("alice", "/todos");
            assertThat(api.events).hasSize(2);
            assertThat(api.metrics.of("CacheHitCount", TodoApi.STAGE_DIMENSIONS))
                    .isEmpty();
        }
    }

    @Test
    void cache_shouldStayWithinItsBytes() {
        var cache = new ResponseCache(10_000, new MutableClock(Instant.EPOCH));
        for (int i = 0; i < 100; i++) {
            cache.put(
                    "key" + i,
                    new ApiResponse(200, java.util.List.of(), new byte[1000]),
                    Duration.ofMinutes(1),
                    cache.mark());
            assertThat(cache.weight()).isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void slowRead_shouldNotUndoALaterRefresh() {
        var cache = new ResponseCache(10_000, new MutableClock(Instant.EPOCH));
        var stale = new ApiResponse(200, java.util.List.of(), new byte[1]);
        var fresh = new ApiResponse(200, java.util.List.of(), new byte[2]);
        long slow = cache.mark();
        cache.put("key", fresh, Duration.ofMinutes(1), cache.mark());
        cache.put("key", stale, Duration.ofMinutes(1), slow);
        assertThat(cache.get("key")).isSameAs(fresh);
    }
}
