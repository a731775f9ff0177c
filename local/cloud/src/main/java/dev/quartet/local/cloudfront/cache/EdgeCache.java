package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks requests up, asks origins for what is missing or stale, once for all who wait, and keeps the answers. Thread-safe. */
final class EdgeCache {
    private static final Logger log = LoggerFactory.getLogger(EdgeCache.class);

    private final ObjectStore store;
    private final Clock clock;
    private final String via;
    private final ObjectAnswers answers;
    private final Landings landings;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    EdgeCache(ObjectStore store, Clock clock, String via) {
        this.store = store;
        this.clock = clock;
        this.via = via;
        this.answers = new ObjectAnswers(clock);
        this.landings = new Landings(store, clock, answers, flights);
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
                return fetched(call, Plan.of(call, key, kept, via, flights::containsKey));
            } finally {
                kept.body().release();
            }
        }
        return fetched(call, Plan.of(call, key, null, via, flights::containsKey));
    }

    /** Passes on a request whose method is never cached. */
    Answer forwarded(ViewerCall call) throws InterruptedException {
        var request = Plan.forwarded(call, via);
        try {
            var response = fetch(call, request);
            return OriginAnswers.streamed(
                    call, response, response.status() >= 400 ? ResultType.ERROR : ResultType.MISS);
        } catch (OriginException e) {
            return OriginAnswers.unreachable(call, e);
        }
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
            var stale = landings.staleOnError(call, plan, flight, e.kind().status());
            return stale != null ? stale : landings.failed(call, plan, flight, e);
        }
        int status = response.status();
        if (status == 304 && plan.kept() != null && plan.kept().body().retain()) {
            Fetcher.closeQuietly(response);
            landings.refresh(call, plan.kept(), response.headers());
            landings.land(plan, flight, plan.kept());
            return answers.of(call, plan.kept(), ResultType.REFRESH_HIT, true);
        }
        if (status >= 500) {
            var stale = landings.staleOnError(call, plan, flight, status);
            if (stale != null) {
                Fetcher.closeQuietly(response);
                return stale;
            }
        }
        return landings.keep(call, plan, flight, response);
    }

    private void refreshBehind(ViewerCall call, StoredObject kept) {
        var flight = new Flight();
        var plan = Plan.revalidation(call, kept, via);
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
                flights.remove(plan.flight(), flight);
                kept.body().release();
            }
        });
    }

    private OriginResponse fetch(ViewerCall call, OriginRequest request) throws OriginException, InterruptedException {
        try {
            return Fetcher.fetch(call.distribution(), call.behavior().targetOriginId(), request);
        } finally {
            call.originAnswered();
        }
    }

    private @Nullable StoredObject retained(ViewerCall call, String key) {
        var object = retained(key);
        if (object == null && call.head()) {
            object = retained(Plan.headKey(key));
        }
        var range = object == null && call.method().equals("GET")
                ? call.request().headers().joined("Range")
                : null;
        return range == null || call.header("If-Range") != null ? object : retained(Plan.rangeKey(key, range));
    }

    private @Nullable StoredObject retained(String key) {
        var object = store.get(key);
        return object != null && object.body().retain() ? object : null;
    }
}
