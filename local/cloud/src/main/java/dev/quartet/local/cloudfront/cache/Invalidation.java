package dev.quartet.local.cloudfront.cache;

import java.util.List;

/**
 * Paths to forget: exact ones, with their query string where one is given, or prefixes that end in {@code *}. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
record Invalidation(List<String> paths, String rootObject) {
    Invalidation {
        paths = List.copyOf(paths);
    }

    boolean matches(String key) {
        var named = CacheKey.invalidationPart(key);
        for (var path : paths) {
            var slashed = path.startsWith("/") ? path : "/" + path;
            if (slashed.endsWith("*")) {
                if (named.startsWith(slashed.substring(0, slashed.length() - 1))) {
                    return true;
                }
            } else if (named.equals(slashed) || (slashed.equals("/") && named.equals("/" + rootObject))) {
                return true;
            }
        }
        return false;
    }
}
