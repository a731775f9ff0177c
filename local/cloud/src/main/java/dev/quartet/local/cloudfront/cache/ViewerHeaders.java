package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy.Cors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an origin's headers a viewer sees, and what the response headers policy makes of them. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders
 */
final class ViewerHeaders {
    private static final Set<String> REMOVED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "content-length",
            "age",
            "x-cache",
            "x-amz-cf-id",
            "x-amz-cf-pop");

    private ViewerHeaders() {}

    /** Returns the origin's headers as they are kept. */
    static Headers kept(Behavior behavior, Headers origin) {
        boolean cookies = behavior.cachePolicy().cookies().kind() != NameSelection.Kind.NONE
                || behavior.originRequestPolicy()
                        .map(policy -> policy.cookies().kind() != NameSelection.Kind.NONE)
                        .orElse(false);
        var connection = origin.joined("Connection");
        var named = connection == null
                ? ""
                : "," + connection.toLowerCase(Locale.ROOT).replace(" ", "") + ",";
        var result = new ArrayList<Map.Entry<String, String>>(origin.fields().size());
        for (var field : origin.fields()) {
            var name = field.getKey().toLowerCase(Locale.ROOT);
            if (REMOVED.contains(name) || named.contains("," + name + ",") || (name.equals("set-cookie") && !cookies)) {
                continue;
            }
            if (name.equals("vary")) {
                var vary = vary(behavior, field.getValue());
                if (!vary.isEmpty()) {
                    result.add(Map.entry(field.getKey(), vary));
                }
            } else {
                result.add(field);
            }
        }
        return Headers.of(result);
    }

    /** Returns the names in Vary that viewers see: Accept-Encoding, Cookie, and headers in the cache key. */
    private static String vary(Behavior behavior, String value) {
        var names = new ArrayList<String>();
        for (var each : value.split(",")) {
            var name = each.strip();
            if (name.equalsIgnoreCase("Accept-Encoding")
                    || name.equalsIgnoreCase("Cookie")
                    || behavior.cachePolicy().headers().named(name)) {
                names.add(name);
            }
        }
        return String.join(", ", names);
    }

    /** Returns {@code headers} after the behaviour's response headers policy, for a request from {@code origin}, if it is CORS. */
    static Headers decorated(Behavior behavior, Headers headers, @Nullable String origin, boolean preflight) {
        var policy = behavior.responseHeadersPolicy().orElse(null);
        if (policy == null) {
            return headers;
        }
        var result = headers;
        for (var name : policy.removed()) {
            result = result.without(name);
        }
        if (origin != null && policy.cors().isPresent()) {
            result = cors(policy.cors().get(), result, origin, preflight);
        }
        for (var set : policy.set()) {
            if (set.override() || !result.has(set.name())) {
                result = result.with(set.name(), set.value());
            }
        }
        return result;
    }

    private static Headers cors(Cors cors, Headers headers, String origin, boolean preflight) {
        boolean own = headers.fields().stream()
                .anyMatch(field -> field.getKey().toLowerCase(Locale.ROOT).startsWith("access-control-"));
        if (own && !cors.originOverride()) {
            return headers;
        }
        boolean any = cors.allowOrigins().contains("*");
        if (!any && !allowed(cors.allowOrigins(), origin)) {
            return headers;
        }
        var result = headers.with("Access-Control-Allow-Origin", any && !cors.allowCredentials() ? "*" : origin);
        if (!any || cors.allowCredentials()) {
            result = result.with("Vary", headers.has("Vary") ? headers.joined("Vary") + ", Origin" : "Origin");
        }
        if (cors.allowCredentials()) {
            result = result.with("Access-Control-Allow-Credentials", "true");
        }
        if (!cors.exposeHeaders().isEmpty()) {
            result = result.with("Access-Control-Expose-Headers", String.join(", ", cors.exposeHeaders()));
        }
        if (!preflight) {
            return result;
        }
        if (!cors.allowHeaders().isEmpty()) {
            result = result.with("Access-Control-Allow-Headers", String.join(", ", cors.allowHeaders()));
        }
        result = result.with("Access-Control-Allow-Methods", String.join(", ", cors.allowMethods()));
        return cors.maxAgeSeconds() < 0
                ? result
                : result.with("Access-Control-Max-Age", String.valueOf(cors.maxAgeSeconds()));
    }

    private static boolean allowed(List<String> patterns, String origin) {
        for (var pattern : patterns) {
            int star = pattern.indexOf('*');
            if (star < 0
                    ? pattern.equalsIgnoreCase(origin)
                    : origin.length() >= pattern.length() - 1
                            && origin.startsWith(pattern.substring(0, star))
                            && origin.endsWith(pattern.substring(star + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Returns if answers of {@code policy} are the same whatever the request's Origin. */
    static boolean sameForAll(@Nullable ResponseHeadersPolicy policy) {
        return policy == null || policy.cors().isEmpty();
    }
}
