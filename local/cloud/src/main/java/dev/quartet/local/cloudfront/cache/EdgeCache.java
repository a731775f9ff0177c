package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.CustomErrorResponse;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks requests up, asks origins for what is missing or stale, once for all who wait, and keeps the answers. Thread-safe. */
final class EdgeCache {
    private static final Logger log = LoggerFactory.getLogger(EdgeCache.class);
    private static final String HEAD = "\n#HEAD";
    private static final String RANGE = "\n#RANGE ";
    private static final String CONDITION = "\n#IF ";

    private final ObjectStore store;
    private final Clock clock;
    private final String via;
    private final ObjectAnswers answers;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    EdgeCache(ObjectStore store, Clock clock, String via) {
        this.store = store;
        this.clock = clock;
        this.via = via;
        this.answers = new ObjectAnswers(clock);
    }

    /** Forgets what matches, also what is on its way. */
    void invalidate(Invalidation invalidation) {
        flights.forEach((key, flight) -> {
            if (invalidation.matches(key)) {
                flight.outdate();
                flights.remove(key, flight);
            }
        });
        store.removeIf(invalidation::matches);
    }

    /** Answers a request whose method is cached. */
    Answer cached(ViewerCall call) throws InterruptedException {
        var policy = call.behavior().cachePolicy();
        var key = CacheKey.of(
                policy,
                call.method(),
                call.path(),
                call.request().query(),
                call.request().headers());
        var kept = retained(call, key);
        if (kept != null) {
            long now = clock.millis();
            if (kept.fresh(now)) {
                return answers.of(call, kept, ResultType.HIT, true);
            }
            if (kept.servesWhileRevalidating(now)) {
                refreshBehind(call, kept);
                return answers.of(call, kept, ResultType.HIT, true);
            }
            try {
                return fetched(call, plan(call, key, kept));
            } finally {
                kept.body().release();
            }
        }
        return fetched(call, plan(call, key, null));
    }

    /** Passes on a request whose method is never cached. */
    Answer forwarded(ViewerCall call) throws InterruptedException {
        var request = OriginRequests.of(call, via, own(call, "Range", "If-Range", Conditions.NAMES));
        try {
            var response = fetch(call, request);
            return streamed(call, response, response.status() >= 400 ? ResultType.ERROR : ResultType.MISS);
        } catch (OriginException e) {
            return unreachable(call, e);
        }
    }

    /**
     * How a missing or stale object is fetched.
     *
     * @param key under which the whole object is kept
     * @param flight under which those who want the same wait
     * @param kept the stale object, for revalidation
     */
    private record Plan(
            String key, String flight, @Nullable StoredObject kept, OriginRequest request, boolean collapsed) {}

    private Plan plan(ViewerCall call, String key, @Nullable StoredObject kept) {
        boolean collapsed = !call.behavior().cachePolicy().disabled();
        if (kept != null && kept.status() < 400) {
            return new Plan(key, kept.key(), kept, OriginRequests.of(call, via, validators(kept)), collapsed);
        }
        var range = call.method().equals("GET") ? call.request().headers().joined("Range") : null;
        if (range != null && !flights.containsKey(key)) {
            var condition = call.header("If-Range");
            var flight = key + RANGE + range + (condition == null ? "" : CONDITION + condition);
            return new Plan(key, flight, null, OriginRequests.of(call, via, own(call, "Range", "If-Range")), collapsed);
        }
        var conditions = own(call, null, null, Conditions.NAMES);
        if (!conditions.isEmpty() && !flights.containsKey(key)) {
            return new Plan(
                    key, key + CONDITION + conditions, null, OriginRequests.of(call, via, conditions), collapsed);
        }
        return new Plan(key, call.head() ? key + HEAD : key, null, OriginRequests.of(call, via, List.of()), collapsed);
    }

    private Answer fetched(ViewerCall call, Plan plan) throws InterruptedException {
        if (!plan.collapsed()) {
            return lead(call, plan, new Flight());
        }
        var flight = new Flight();
        var other = flights.putIfAbsent(plan.flight(), flight);
        if (other != null) {
            var shared = other.await();
            if (shared != null && shared.body().retain()) {
                return answers.of(call, shared, ResultType.HIT, true);
            }
            return lead(call, plan, new Flight());
        }
        boolean done = false;
        try {
            // Another flight may have landed between the look-up and this one's start.
            var landed = retained(call, plan.key());
            if (landed != null) {
                if (landed.fresh(clock.millis())) {
                    flight.share(landed);
                    flights.remove(plan.flight(), flight);
                    done = true;
                    return answers.of(call, landed, ResultType.HIT, true);
                }
                landed.body().release();
            }
            var answer = lead(call, plan, flight);
            done = true;
            return answer;
        } finally {
            flight.end();
            if (!done) {
                flights.remove(plan.flight(), flight);
            }
        }
    }

    /** Asks the origin, tells those who wait, and returns the answer for the one who asked. */
    private Answer lead(ViewerCall call, Plan plan, Flight flight) throws InterruptedException {
        OriginResponse response;
        try {
            response = fetch(call, plan.request());
        } catch (OriginException e) {
            log.debug("{} {}: {}", call.method(), call.path(), e.getMessage());
            var stale = staleOnError(call, plan, flight, e.kind().status());
            return stale != null ? stale : failed(call, plan, flight, e);
        }
        int status = response.status();
        if (status == 304 && plan.kept() != null && plan.kept().body().retain()) {
            Fetcher.closeQuietly(response);
            refresh(call, plan.kept(), response.headers());
            land(plan, flight, plan.kept());
            return answers.of(call, plan.kept(), ResultType.REFRESH_HIT, true);
        }
        if (status >= 500) {
            var stale = staleOnError(call, plan, flight, status);
            if (stale != null) {
                Fetcher.closeQuietly(response);
                return stale;
            }
        }
        return keep(call, plan, flight, response);
    }

    private Answer keep(ViewerCall call, Plan plan, Flight flight, OriginResponse response) {
        int status = response.status();
        long now = clock.millis();
        var policy = call.behavior().cachePolicy();
        var freshness = status >= 400
                ? Freshness.ofError(policy, status, response.headers(), errorCaching(call, status), now)
                : Freshness.of(policy, status, response.headers(), now);
        long length = length(response);
        boolean partial = status == 206 && (!plan.flight().contains(RANGE) || multipart(response));
        if (status == 304 || status == 416 || partial || !freshness.storable() || !store.fits(length)) {
            flight.end();
            flights.remove(plan.flight(), flight);
            return streamed(call, response, status >= 400 ? ResultType.ERROR : ResultType.MISS);
        }
        var headers = ViewerHeaders.kept(call.behavior(), response.headers());
        boolean gzip = call.behavior().compress() && acceptsGzip(call) && Encodings.compresses(status, headers, length);
        var state = new StoredObject.State(
                gzip ? Encodings.compressed(headers) : headers, born(response.headers(), now), freshness);
        var key = status == 206 ? plan.flight() : call.head() ? plan.key() + HEAD : plan.key();
        Body body;
        try {
            body = store.newBody(gzip || call.head() ? -1 : length);
        } catch (IOException e) { // no room on disk: the viewer gets it all the same
            log.warn("an object cannot be kept: {}", e.getMessage());
            flight.end();
            flights.remove(plan.flight(), flight);
            return streamed(call, response, ResultType.MISS);
        }
        var etag = response.headers().get("ETag");
        var object =
                new StoredObject(key, status, body, etag == null ? "" : etag, gzip ? -1 : length, call.head(), state);
        if (!body.retain()) {
            throw new IllegalStateException("a new body has no holder");
        }
        flight.share(object);
        Thread.ofVirtual()
                .name("edge-load")
                .start(() -> Loading.load(
                        object,
                        response,
                        gzip && !call.head(),
                        call.head() ? -1 : length,
                        loaded -> land(plan, flight, loaded)));
        return answers.of(call, object, ResultType.MISS, false);
    }

    /** Ends a flight: what came is kept, unless it was invalidated meanwhile; null when it came to nothing. */
    private void land(Plan plan, Flight flight, @Nullable StoredObject object) {
        if (object != null && object != plan.kept()) {
            if (flight.outdated()) {
                object.body().release();
            } else {
                store.put(object);
            }
        }
        if (object != null) {
            flight.share(object);
        }
        flight.end();
        flights.remove(plan.flight(), flight);
    }

    private @Nullable Answer staleOnError(ViewerCall call, Plan plan, Flight flight, int status) {
        var kept = plan.kept();
        long now = clock.millis();
        if (kept == null || !kept.servesOnError(now) || !kept.body().retain()) {
            return null;
        }
        kept.restUntil(now + 1000 * errorCaching(call, status));
        land(plan, flight, kept);
        return answers.of(call, kept, ResultType.HIT, true);
    }

    /** Keeps the edge's own error page for a while, so that a dead origin is not asked by everybody. */
    private Answer failed(ViewerCall call, Plan plan, Flight flight, OriginException failure) {
        int status = failure.kind().status();
        long seconds = errorCaching(call, status);
        if (seconds > 0) {
            try {
                var page = EdgeError.page(status, EdgePages.of(failure.kind()), call.requestId());
                var body = store.newBody(page.length);
                body.append(page, 0, page.length);
                body.finish();
                var state =
                        new StoredObject.State(EdgePages.HEADERS, clock.millis(), new Freshness(true, seconds, 0, 0));
                var key = call.head() ? plan.key() + HEAD : plan.key();
                land(plan, flight, new StoredObject(key, status, body, "", page.length, false, state));
            } catch (IOException e) {
                log.debug("an error page cannot be kept", e);
            }
        }
        flight.end();
        flights.remove(plan.flight(), flight);
        return unreachable(call, failure);
    }

    private static Answer unreachable(ViewerCall call, OriginException failure) {
        int status = failure.kind().status();
        var page = EdgeError.page(status, EdgePages.of(failure.kind()), call.requestId());
        return Answer.of(
                status,
                EdgePages.HEADERS,
                page,
                ResultType.ERROR,
                failure.kind().word());
    }

    private void refreshBehind(ViewerCall call, StoredObject kept) {
        var flight = new Flight();
        var plan = new Plan(kept.key(), kept.key(), kept, OriginRequests.of(call, via, validators(kept)), true);
        if (flights.putIfAbsent(plan.flight(), flight) != null || !kept.body().retain()) {
            return;
        }
        Thread.ofVirtual().name("edge-revalidate").start(() -> {
            try {
                lead(call, plan, flight).source().close();
            } catch (InterruptedException | IOException e) {
                log.debug("a revalidation ended early", e);
            } finally {
                flight.end();
                kept.body().release();
            }
        });
    }

    private void refresh(ViewerCall call, StoredObject kept, Headers newer) {
        long now = clock.millis();
        var merged = kept.state().headers();
        for (var field : ViewerHeaders.kept(call.behavior(), newer).fields()) {
            var name = field.getKey();
            boolean ofBody = name.equalsIgnoreCase("ETag")
                    || name.toLowerCase(Locale.ROOT).startsWith("content-");
            merged = ofBody ? merged : merged.with(name, field.getValue());
        }
        var freshness = Freshness.of(call.behavior().cachePolicy(), kept.status(), merged, now);
        kept.refresh(new StoredObject.State(merged, born(newer, now), freshness));
    }

    private OriginResponse fetch(ViewerCall call, OriginRequest request) throws OriginException, InterruptedException {
        try {
            return Fetcher.fetch(call.distribution(), call.behavior().targetOriginId(), request);
        } finally {
            call.originAnswered();
        }
    }

    private static Answer streamed(ViewerCall call, OriginResponse response, ResultType result) {
        var headers = ViewerHeaders.kept(call.behavior(), response.headers());
        return new Answer(
                response.status(),
                headers,
                new Streamed(response),
                length(response),
                result,
                result.word(),
                Answer.Range.NONE);
    }

    private @Nullable StoredObject retained(ViewerCall call, String key) {
        var object = retained(key);
        if (object == null && call.head()) {
            object = retained(key + HEAD);
        }
        var range = object == null && call.method().equals("GET")
                ? call.request().headers().joined("Range")
                : null;
        return range == null || call.header("If-Range") != null ? object : retained(key + RANGE + range);
    }

    private @Nullable StoredObject retained(String key) {
        var object = store.get(key);
        return object != null && object.body().retain() ? object : null;
    }

    private static List<Map.Entry<String, String>> validators(StoredObject kept) {
        var result = new ArrayList<Map.Entry<String, String>>(2);
        if (!kept.originEtag().isEmpty()) {
            result.add(Map.entry("If-None-Match", kept.originEtag()));
        }
        var modified = kept.state().headers().get("Last-Modified");
        if (modified != null) {
            result.add(Map.entry("If-Modified-Since", modified));
        }
        return result;
    }

    private static List<Map.Entry<String, String>> own(
            ViewerCall call, @Nullable String one, @Nullable String two, String... more) {
        var names = new ArrayList<String>(List.of(more));
        if (one != null) {
            names.add(one);
        }
        if (two != null) {
            names.add(two);
        }
        var result = new ArrayList<Map.Entry<String, String>>();
        for (var name : names) {
            var value = call.request().headers().joined(name);
            if (value != null) {
                result.add(Map.entry(name, value));
            }
        }
        return result;
    }

    private static long errorCaching(ViewerCall call, int status) {
        for (CustomErrorResponse response : call.distribution().customErrorResponses()) {
            if (response.errorCode() == status) {
                return response.errorCachingMinTtl().toSeconds();
            }
        }
        return Freshness.ERROR_CACHING_SECONDS;
    }

    private static boolean acceptsGzip(ViewerCall call) {
        return !call.exchange().protocol().equals("HTTP/1.0")
                && call.request().headers().joined("Range") == null
                && Encodings.normalised(
                                call.behavior().cachePolicy(),
                                call.request().headers().joined("Accept-Encoding"))
                        .endsWith("gzip");
    }

    private static boolean multipart(OriginResponse response) {
        var type = response.headers().get("Content-Type");
        return type != null && type.startsWith("multipart/byteranges");
    }

    /** Returns when the origin made the answer, by its Age (RFC 9111, 4.2.3). */
    private static long born(Headers headers, long now) {
        var age = headers.get("Age");
        return age != null && age.matches("\\d{1,9}") ? now - 1000 * Long.parseLong(age) : now;
    }

    private static long length(OriginResponse response) {
        var text = response.headers().get("Content-Length");
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(requireNonNull(text)) : -1;
    }
}
