package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.http.PreparedHeaders;
import org.jspecify.annotations.Nullable;

/** A kept answer: its body, and how fresh it is, which a revalidation changes. Thread-safe. */
final class StoredObject {
    private static final int OVERHEAD = 1024;

    private final String key;
    private final int status;
    private final Body body;
    private final String originEtag;
    private final long announced;
    private final boolean headOnly;
    private volatile State state;
    /** Until when the origin is not asked again, as it has just failed; epoch milliseconds. */
    private volatile long restUntil;

    private volatile @Nullable Prepared prepared;

    /**
     * Headers and times of the newest answer.
     *
     * @param headers as viewers may see them, without Content-Length
     * @param bornAt when the origin made it, in epoch milliseconds
     */
    record State(Headers headers, long bornAt, Freshness freshness) {
        long freshUntil() {
            return bornAt + 1000 * freshness.lifetimeSeconds();
        }
    }

    /** What a hit without conditions sends, encoded once for a behaviour. */
    record Prepared(State state, Behavior behavior, PreparedHeaders headers) {
        /** Returns if it was made of exactly these. */
        @SuppressWarnings("ReferenceEquality") // identity is meant: each change makes a new state or behaviour
        boolean isOf(State present, Behavior served) {
            return state == present && behavior == served;
        }
    }

    /**
     * Creates it.
     *
     * @param originEtag the origin's own, from before compression; empty for none
     * @param announced length of the body, negative when not known before its end
     * @param headOnly if it is the answer to a HEAD, whose body never comes
     */
    StoredObject(String key, int status, Body body, String originEtag, long announced, boolean headOnly, State state) {
        this.key = key;
        this.status = status;
        this.body = body;
        this.originEtag = originEtag;
        this.announced = announced;
        this.headOnly = headOnly;
        this.state = state;
    }

    /** Returns the same with another body of the same content. */
    StoredObject with(Body other) {
        var copy = new StoredObject(key, status, other, originEtag, announced, headOnly, state);
        copy.restUntil = restUntil;
        return copy;
    }

    String key() {
        return key;
    }

    int status() {
        return status;
    }

    Body body() {
        return body;
    }

    State state() {
        return state;
    }

    String originEtag() {
        return originEtag;
    }

    /** Returns the body's length, negative when it is not known yet. */
    long length() {
        return !headOnly && body.whole() ? body.length() : announced;
    }

    boolean fresh(long now) {
        return now < Math.max(state.freshUntil(), restUntil);
    }

    /** Returns if it may be served while it is being revalidated. */
    boolean servesWhileRevalidating(long now) {
        var present = state;
        return now < present.freshUntil() + 1000 * present.freshness().whileRevalidateSeconds();
    }

    /** Returns if it may be served because the origin failed. */
    boolean servesOnError(long now) {
        var present = state;
        long seconds = present.freshness().ifErrorSeconds();
        return status < 400 && (seconds == Freshness.ALWAYS || now < present.freshUntil() + 1000 * seconds);
    }

    /** Is served as it is until {@code time}, as the origin has just failed. */
    void restUntil(long time) {
        restUntil = time;
    }

    /** Takes over what a 304 said. */
    void refresh(State newer) {
        restUntil = 0;
        state = newer;
    }

    long age(long now) {
        return Math.max(0, (now - state.bornAt()) / 1000);
    }

    @Nullable
    Prepared prepared() {
        return prepared;
    }

    void prepared(Prepared value) {
        prepared = value;
    }

    /** Returns the bytes of memory that it takes, roughly: headers, key and bookkeeping included. */
    int weight() {
        long total = OVERHEAD + 2L * key.length() + body.memory();
        for (var field : state.headers().fields()) {
            total += field.getKey().length() + field.getValue().length() + 64L;
        }
        return (int) Math.min(Integer.MAX_VALUE, total);
    }
}
