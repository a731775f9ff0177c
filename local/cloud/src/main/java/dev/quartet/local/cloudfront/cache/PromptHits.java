package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.PreparedHeaders;
import dev.quartet.local.http.PromptAnswer;
import dev.quartet.local.http.WireSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a plain hit: a GET or HEAD without conditions for a fresh object in memory is answered where it was read,
 * with headers that were encoded before. Whatever is not plain takes the long way, which answers the same. Thread-safe.
 */
final class PromptHits {
    private static final String[] NOT_PLAIN = {
        "Range",
        "If-None-Match",
        "If-Modified-Since",
        "If-Match",
        "If-Unmodified-Since",
        "Transfer-Encoding",
        "Content-Length"
    };

    private final ObjectStore store;
    private final EdgeMetrics metrics;
    private final RequestLog log;
    private final Clock clock;
    private final String via;

    PromptHits(ObjectStore store, EdgeMetrics metrics, RequestLog log, Clock clock, String via) {
        this.store = store;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
        this.via = via;
    }

    @Nullable
    PromptAnswer answer(Distribution distribution, HttpExchange exchange) {
        long startNanos = System.nanoTime();
        var method = exchange.method();
        boolean head = method.equals("HEAD");
        if (!head && !method.equals("GET")) {
            return null;
        }
        var path = exchange.rawPath();
        var query = exchange.rawQuery();
        if (path.length() + (query == null ? 0 : query.length()) > Gate.MOST_URL / 2 || Paths.wrong(path) != null) {
            return null;
        }
        var host = exchange.headerValue("Host");
        if (host == null || !Names.known(distribution, host) || !distribution.enabled()) {
            return null;
        }
        for (var name : NOT_PLAIN) {
            if (exchange.headerValue(name) != null) {
                return null;
            }
        }
        return hit(distribution, exchange, path, query, startNanos);
    }

    private @Nullable PromptAnswer hit(
            Distribution distribution, HttpExchange exchange, String path, @Nullable String query, long startNanos) {
        var behavior = distribution.behavior(path);
        var policy = behavior.cachePolicy();
        if (behavior.viewerRequest().isPresent()
                || behavior.viewerResponse().isPresent()
                || policy.disabled()
                || (exchange.headerValue("Origin") != null
                        && !ViewerHeaders.sameForAll(
                                behavior.responseHeadersPolicy().orElse(null)))) {
            return null;
        }
        var asked = path.length() == 1 && !distribution.defaultRootObject().isEmpty()
                ? "/" + distribution.defaultRootObject()
                : path;
        var object = store.get(
                CacheKey.beyondSimple(policy)
                        ? CacheKey.of(policy, exchange.method(), asked, query, Headers.of(exchange.headers()))
                        : CacheKey.simple(policy, asked, query, exchange.headerValue("Accept-Encoding")));
        long now = clock.millis();
        if (object == null
                || object.status() != 200
                || !object.fresh(now)
                || object.body().onDisk()
                || !object.body().retain()) {
            return null;
        }
        return answer(distribution, exchange, behavior, object, now, startNanos);
    }

    private PromptAnswer answer(
            Distribution distribution,
            HttpExchange exchange,
            Behavior behavior,
            StoredObject object,
            long now,
            long startNanos) {
        var headers = prepared(object, behavior);
        long length = object.length();
        var age = Long.toString(object.age(now));
        var id = EdgeIds.requestId();
        var method = exchange.method();
        long sent = headers.bytes()
                + PreparedHeaders.fieldBytes("Age", age)
                + PreparedHeaders.fieldBytes("X-Amz-Cf-Id", id)
                + WireSize.around(exchange, 200, headers.hasDate())
                + (method.equals("HEAD") ? 0 : length);
        metrics.request(method, 200, ResultType.HIT);
        metrics.bytes(method, sent, 0);
        if (log.on()) {
            log.hit(distribution, exchange, object, id, sent, now, startNanos);
        }
        return new PromptAnswer(
                200, headers, new String[] {"Age", age, "X-Amz-Cf-Id", id}, new Parts(object.body(), length));
    }

    private PreparedHeaders prepared(StoredObject object, Behavior behavior) {
        var known = object.prepared();
        var state = object.state();
        if (known != null && known.isOf(state, behavior)) {
            return known.headers();
        }
        Headers decorated = ViewerHeaders.decorated(behavior, state.headers(), null, false);
        var fields = new ArrayList<>(decorated.fields());
        fields.add(Map.entry("X-Cache", ResultType.HIT.header()));
        fields.add(Map.entry("Via", via));
        fields.add(Map.entry("X-Amz-Cf-Pop", EdgeIds.POP));
        fields.add(Map.entry("Content-Length", Long.toString(object.length())));
        var headers = PreparedHeaders.of(fields);
        object.prepared(new StoredObject.Prepared(state, behavior, headers));
        return headers;
    }

    /** A body in memory, part by part. */
    private static final class Parts implements PromptAnswer.Parts {
        private final Body body;
        private final long length;
        private long at;

        Parts(Body body, long length) {
            this.body = body;
            this.length = length;
        }

        @Override
        public @Nullable ByteBuffer next() {
            if (at >= length) {
                return null;
            }
            try {
                var part = body.read(at, length - at);
                at += part.remaining();
                return part;
            } catch (IOException e) { // in memory nothing can fail
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void done(boolean sent) {
            body.release();
        }
    }
}
