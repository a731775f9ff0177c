package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.Headers;
import java.util.Set;

/**
 * If and how long an origin's answer is kept. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html and, for errors,
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 *
 * @param lifetimeSeconds how long it is fresh, counted from when the origin made it
 * @param whileRevalidateSeconds how long it may be served stale while it is revalidated
 * @param ifErrorSeconds how long it may be served stale when the origin fails; {@link #ALWAYS} as long as it is there
 */
record Freshness(boolean storable, long lifetimeSeconds, long whileRevalidateSeconds, long ifErrorSeconds) {
    static final long ALWAYS = Long.MAX_VALUE;
    static final long ERROR_CACHING_SECONDS = 10;

    private static final Freshness NOT_STORABLE = new Freshness(false, 0, 0, 0);
    private static final Set<Integer> ALWAYS_CACHED_ERRORS = Set.of(404, 405, 410, 414, 500, 501, 502, 503, 504);
    private static final Set<Integer> ERRORS_CACHED_IF_ASKED = Set.of(400, 403, 412, 415);

    /** Returns what {@code policy} makes of an answer that arrived at {@code now}. */
    static Freshness of(CachePolicy policy, int status, Headers headers, long now) {
        if (policy.disabled()) {
            return NOT_STORABLE;
        }
        var vary = headers.joined("Vary");
        long min = policy.minTtl().toSeconds();
        long max = policy.maxTtl().toSeconds();
        if (vary != null && vary.contains("*") && min == 0) {
            return NOT_STORABLE; // kept but asked for anew each time, without conditions: the same to everybody
        }
        var control = CacheControl.parse(headers.joined("Cache-Control"));
        if (control.noStore() || control.isPrivate() || control.noCache()) {
            return min > 0 ? new Freshness(true, min, 0, ALWAYS) : onlyWithValidator(control, headers);
        }
        long told = told(control, headers, now);
        long lifetime = told >= 0
                ? Math.clamp(told, min, max)
                : Math.max(min, policy.defaultTtl().toSeconds());
        if (lifetime == 0
                && !hasValidator(headers)
                && control.staleWhileRevalidate() <= 0
                && control.staleIfError() <= 0) {
            return NOT_STORABLE;
        }
        return new Freshness(
                true,
                lifetime,
                control.mustRevalidate() ? 0 : Math.clamp(control.staleWhileRevalidate(), 0, max),
                control.mustRevalidate()
                        ? 0
                        : control.staleIfError() < 0 ? ALWAYS : Math.min(control.staleIfError(), max));
    }

    /**
     * Returns how long an error is kept: for {@code minimum} seconds, or longer when its own headers say so.
     */
    static Freshness ofError(CachePolicy policy, int status, Headers headers, long minimum, long now) {
        var control = CacheControl.parse(headers.joined("Cache-Control"));
        long told = told(control, headers, now);
        boolean kept = ALWAYS_CACHED_ERRORS.contains(status)
                || (ERRORS_CACHED_IF_ASKED.contains(status) && control.lifetime() > 0);
        long lifetime = Math.max(minimum, Math.min(told, policy.maxTtl().toSeconds()));
        return kept && lifetime > 0 ? new Freshness(true, lifetime, 0, 0) : NOT_STORABLE;
    }

    /** Returns the lifetime that the headers tell, or -1. */
    private static long told(CacheControl control, Headers headers, long now) {
        if (control.lifetime() >= 0) {
            return control.lifetime();
        }
        var expires = headers.get("Expires");
        if (expires == null) {
            return -1;
        }
        long date = HttpDates.parse(headers.get("Date"));
        long end = HttpDates.parse(expires);
        return end < 0 ? 0 : Math.max(0, (end - (date < 0 ? now : date)) / 1000);
    }

    /** {@code no-cache} may be kept, to be asked about each time (RFC 9111, 5.2.2.4). */
    private static Freshness onlyWithValidator(CacheControl control, Headers headers) {
        return control.noStore() || control.isPrivate() || !hasValidator(headers)
                ? NOT_STORABLE
                : new Freshness(true, 0, 0, 0);
    }

    private static boolean hasValidator(Headers headers) {
        return headers.has("ETag") || headers.has("Last-Modified");
    }
}
