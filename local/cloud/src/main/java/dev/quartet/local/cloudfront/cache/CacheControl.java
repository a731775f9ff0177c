package dev.quartet.local.cloudfront.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The response directives that a shared cache obeys (RFC 9111, 5.2.2; RFC 5861). Immutable.
 *
 * @param maxAge in seconds, -1 when absent; what is no number counts as 0 (RFC 9111, 4.2.1)
 */
record CacheControl(
        boolean noStore,
        boolean noCache,
        boolean isPrivate,
        boolean mustRevalidate,
        long maxAge,
        long sharedMaxAge,
        long staleWhileRevalidate,
        long staleIfError) {
    static final CacheControl NONE = new CacheControl(false, false, false, false, -1, -1, -1, -1);
    private static final long MOST = 100L * 365 * 24 * 3600;

    /** Parses all fields' values, joined by commas; null for none. */
    static CacheControl parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        boolean noStore = false;
        boolean noCache = false;
        boolean isPrivate = false;
        boolean mustRevalidate = false;
        long maxAge = -1;
        long sharedMaxAge = -1;
        long revalidate = -1;
        long error = -1;
        for (var directive : text.split(",")) {
            int equals = directive.indexOf('=');
            var name = (equals < 0 ? directive : directive.substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            var value = equals < 0 ? "" : directive.substring(equals + 1);
            switch (name) {
                case "no-store" -> noStore = true;
                // With field names it speaks of those fields alone; the whole is the safe reading (RFC 9111, 5.2.2.4).
                case "no-cache" -> noCache = true;
                case "private" -> isPrivate = true;
                case "must-revalidate", "proxy-revalidate" -> mustRevalidate = true;
                case "max-age" -> maxAge = seconds(value);
                case "s-maxage" -> sharedMaxAge = seconds(value);
                case "stale-while-revalidate" -> revalidate = seconds(value);
                case "stale-if-error" -> error = seconds(value);
                default -> {} // unknown directives are ignored (RFC 9111, 5.2.3)
            }
        }
        return new CacheControl(noStore, noCache, isPrivate, mustRevalidate, maxAge, sharedMaxAge, revalidate, error);
    }

    /** Returns the lifetime that counts for a shared cache, or -1. */
    long lifetime() {
        return sharedMaxAge >= 0 ? sharedMaxAge : maxAge;
    }

    private static long seconds(String text) {
        var digits = text.strip().replace("\"", "");
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 10 ? MOST : Math.min(MOST, Long.parseLong(digits));
    }
}
