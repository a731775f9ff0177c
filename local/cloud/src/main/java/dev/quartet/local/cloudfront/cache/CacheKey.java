package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.NameSelection;
import org.jspecify.annotations.Nullable;

/**
 * The cache key: path, then what the cache policy adds. The first line is what invalidations match. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
final class CacheKey {
    private CacheKey() {}

    /** Returns the key of a request. */
    static String of(CachePolicy policy, String method, String path, @Nullable String query, Headers headers) {
        if (policy.disabled()) {
            return method.equals("OPTIONS") ? path + "\n#OPTIONS" : path;
        }
        var key = simple(policy, path, query, headers.joined("Accept-Encoding"));
        boolean options = method.equals("OPTIONS");
        if (!options && !beyondSimple(policy)) {
            return key;
        }
        var result = new StringBuilder(key);
        if (options) {
            result.append("\n#OPTIONS");
        }
        if (policy.headers().kind() == NameSelection.Kind.WHITELIST) {
            for (var name : policy.headers().sorted()) {
                result.append('\n').append(name).append(':');
                var value = headers.joined(name);
                result.append(value == null ? "" : value);
            }
        }
        var cookies = Selections.cookies(headers.joined("Cookie"), policy.cookies()::takes);
        if (cookies != null) {
            result.append("\n;").append(cookies);
        }
        return result.toString();
    }

    /** Returns if the policy takes more than path, query and Accept-Encoding. */
    static boolean beyondSimple(CachePolicy policy) {
        return policy.headers().kind() != NameSelection.Kind.NONE
                || policy.cookies().kind() != NameSelection.Kind.NONE;
    }

    /** Returns the key of a GET when the policy takes no headers and cookies. */
    static String simple(CachePolicy policy, String path, @Nullable String query, @Nullable String acceptEncoding) {
        var taken = query == null ? null : Selections.query(query, policy.queryStrings());
        var key = taken == null ? path : path + "?" + taken;
        var encoding = acceptEncoding == null ? "" : Encodings.normalised(policy, acceptEncoding);
        return encoding.isEmpty() ? key : key + "\n" + encoding;
    }

    /** Returns the part that invalidations match: path and query. */
    static String invalidationPart(String key) {
        int end = key.indexOf('\n');
        return end < 0 ? key : key.substring(0, end);
    }
}
