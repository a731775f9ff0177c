package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Headers;
import org.jspecify.annotations.Nullable;

/** A viewer's conditions on what is kept (RFC 9110, 13). */
final class Conditions {
    static final String[] NAMES = {"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"};

    private Conditions() {}

    /** Returns 304, 412, or 0 when the answer itself is to be sent. */
    static int outcome(Headers request, Headers stored) {
        var etag = stored.get("ETag");
        long modified = HttpDates.parse(stored.get("Last-Modified"));
        var match = request.joined("If-Match");
        if (match != null) {
            if (etag != null && !listed(match, etag, true)) {
                return 412;
            }
        } else if (request.has("If-Unmodified-Since")) {
            long since = HttpDates.parse(request.get("If-Unmodified-Since"));
            if (since >= 0 && modified > since) {
                return 412;
            }
        }
        var noneMatch = request.joined("If-None-Match");
        if (noneMatch != null) {
            return etag != null && listed(noneMatch, etag, false) ? 304 : 0;
        }
        long since = HttpDates.parse(request.get("If-Modified-Since"));
        return since >= 0 && modified >= 0 && modified <= since ? 304 : 0;
    }

    /** Returns if a Range counts: there is no If-Range, or it names exactly what is kept. */
    static boolean rangeCounts(Headers request, Headers stored) {
        var condition = request.get("If-Range");
        if (condition == null) {
            return true;
        }
        if (condition.startsWith("\"")) {
            return condition.equals(stored.get("ETag"));
        }
        return !condition.startsWith("W/")
                && HttpDates.parse(condition) >= 0
                && condition.equals(stored.get("Last-Modified"));
    }

    private static boolean listed(String list, String etag, boolean strong) {
        if (list.strip().equals("*")) {
            return true;
        }
        if (strong && etag.startsWith("W/")) {
            return false;
        }
        for (var each : list.split(",")) {
            var candidate = each.strip();
            if (candidate.equals(etag) || (!strong && opaque(candidate).equals(opaque(etag)))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(@Nullable String etag) {
        return etag == null ? "" : etag.startsWith("W/") ? etag.substring(2) : etag;
    }
}
