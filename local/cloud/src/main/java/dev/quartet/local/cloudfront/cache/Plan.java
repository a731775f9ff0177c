package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.OriginRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a missing or stale object is fetched.
 *
 * @param key under which the whole object is kept
 * @param flight under which those who want the same wait
 * @param kept the stale object, for revalidation
 * @param collapsed if those who want the same wait for one request to the origin
 */
record Plan(String key, String flight, @Nullable StoredObject kept, OriginRequest request, boolean collapsed) {
    private static final String HEAD = "\n#HEAD";
    private static final String RANGE = "\n#RANGE ";
    private static final String CONDITION = "\n#IF ";

    /** Returns the key of the answer to a HEAD alone. */
    static String headKey(String key) {
        return key + HEAD;
    }

    /** Returns the key of a part. */
    static String rangeKey(String key, String range) {
        return key + RANGE + range;
    }

    /** Returns if a part is asked for. */
    boolean ofRange() {
        return flight.contains(RANGE);
    }

    /** Returns the plan that revalidates {@code kept}. */
    static Plan revalidation(ViewerCall call, StoredObject kept, String via) {
        return new Plan(kept.key(), kept.key(), kept, OriginRequests.of(call, via, validators(kept)), true);
    }

    /** Returns the request of a method that is never cached. */
    static OriginRequest forwarded(ViewerCall call, String via) {
        return OriginRequests.of(call, via, own(call, "Range", "If-Range", Conditions.NAMES));
    }

    /**
     * Returns how {@code call} is fetched.
     *
     * @param kept the stale object, if there is one
     * @param flying if somebody fetches what is kept under a key
     */
    static Plan of(ViewerCall call, String key, @Nullable StoredObject kept, String via, Predicate<String> flying) {
        boolean collapsed = !call.behavior().cachePolicy().disabled();
        if (kept != null && kept.status() < 400) {
            return new Plan(key, kept.key(), kept, OriginRequests.of(call, via, validators(kept)), collapsed);
        }
        var range = call.method().equals("GET") ? call.request().headers().joined("Range") : null;
        if (range != null && !flying.test(key)) {
            var condition = call.header("If-Range");
            var flight = key + RANGE + range + (condition == null ? "" : CONDITION + condition);
            return new Plan(key, flight, null, OriginRequests.of(call, via, own(call, "Range", "If-Range")), collapsed);
        }
        var conditions = own(call, null, null, Conditions.NAMES);
        if (!conditions.isEmpty() && !flying.test(key)) {
            return new Plan(
                    key, key + CONDITION + conditions, null, OriginRequests.of(call, via, conditions), collapsed);
        }
        return new Plan(key, call.head() ? key + HEAD : key, null, OriginRequests.of(call, via, List.of()), collapsed);
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
}
