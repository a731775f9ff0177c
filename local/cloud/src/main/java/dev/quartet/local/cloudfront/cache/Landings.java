package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.CustomErrorResponse;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of origins' answers: kept, passed on, or a stale object in their place. Thread-safe. */
final class Landings {
    private static final Logger log = LoggerFactory.getLogger(Landings.class);

    private final ObjectStore store;
    private final Clock clock;
    private final ObjectAnswers answers;
    private final Map<String, Flight> flights;

    /** Creates it over the flights that are under way, by their key. */
    Landings(ObjectStore store, Clock clock, ObjectAnswers answers, Map<String, Flight> flights) {
        this.store = store;
        this.clock = clock;
        this.answers = answers;
        this.flights = flights;
    }

    /** Keeps what came, if it may be, and answers the one who asked. */
    Answer keep(ViewerCall call, Plan plan, Flight flight, OriginResponse response) {
        int status = response.status();
        long now = clock.millis();
        var policy = call.behavior().cachePolicy();
        var freshness = status >= 400
                ? Freshness.ofError(policy, status, response.headers(), errorCaching(call, status), now)
                : Freshness.of(policy, status, response.headers(), now);
        long length = OriginAnswers.length(response);
        boolean partial = status == 206 && (!plan.ofRange() || OriginAnswers.multipart(response));
        if (status == 304 || status == 416 || partial || !freshness.storable() || !store.fits(length)) {
            giveUp(plan, flight);
            return OriginAnswers.streamed(call, response, status >= 400 ? ResultType.ERROR : ResultType.MISS);
        }
        var headers = ViewerHeaders.kept(call.behavior(), response.headers());
        boolean gzip = call.behavior().compress() && acceptsGzip(call) && Encodings.compresses(status, headers, length);
        var state = new StoredObject.State(
                gzip ? Encodings.compressed(headers) : headers, OriginAnswers.born(response.headers(), now), freshness);
        var key = status == 206 ? plan.flight() : call.head() ? Plan.headKey(plan.key()) : plan.key();
        Body body;
        try {
            body = store.newBody(gzip || call.head() ? -1 : length);
        } catch (IOException e) { // no room on disk: the viewer gets it all the same
            log.warn("an object cannot be kept: {}", e.getMessage());
            giveUp(plan, flight);
            return OriginAnswers.streamed(call, response, ResultType.MISS);
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
    void land(Plan plan, Flight flight, @Nullable StoredObject object) {
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
        giveUp(plan, flight);
    }

    /** Answers with the stale object when the origin failed and it may still be served; else null. */
    @Nullable
    Answer staleOnError(ViewerCall call, Plan plan, Flight flight, int status) {
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
    Answer failed(ViewerCall call, Plan plan, Flight flight, OriginException failure) {
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
                var key = call.head() ? Plan.headKey(plan.key()) : plan.key();
                land(plan, flight, new StoredObject(key, status, body, "", page.length, false, state));
            } catch (IOException e) {
                log.debug("an error page cannot be kept", e);
            }
        }
        giveUp(plan, flight);
        return OriginAnswers.unreachable(call, failure);
    }

    /** Takes over what a 304 said. */
    void refresh(ViewerCall call, StoredObject kept, Headers newer) {
        long now = clock.millis();
        var merged = kept.state().headers();
        for (var field : ViewerHeaders.kept(call.behavior(), newer).fields()) {
            var name = field.getKey();
            boolean ofBody = name.equalsIgnoreCase("ETag")
                    || name.toLowerCase(Locale.ROOT).startsWith("content-");
            merged = ofBody ? merged : merged.with(name, field.getValue());
        }
        var freshness = Freshness.of(call.behavior().cachePolicy(), kept.status(), merged, now);
        kept.refresh(new StoredObject.State(merged, OriginAnswers.born(newer, now), freshness));
    }

    private void giveUp(Plan plan, Flight flight) {
        flight.end();
        flights.remove(plan.flight(), flight);
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
}
