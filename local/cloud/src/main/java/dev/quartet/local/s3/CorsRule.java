package dev.quartet.local.s3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which pages may do what. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html">CORS elements</a>. Immutable.
 */
record CorsRule(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        List<String> allowedHeaders,
        List<String> exposeHeaders,
        Optional<Integer> maxAgeSeconds) {
    CorsRule {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    /** Returns the first of {@code rules} that admits all this. */
    static Optional<CorsRule> matching(List<CorsRule> rules, String origin, String method, List<String> headers) {
        return rules.stream()
                .filter(rule -> rule.allowedMethods().contains(method)
                        && rule.allowedOrigins().stream().anyMatch(allowed -> like(allowed, origin))
                        && headers.stream().allMatch(header -> rule.allowedHeaders().stream()
                                .anyMatch(allowed -> like(allowed.toLowerCase(Locale.ROOT), header))))
                .findFirst();
    }

    /** Returns the headers for an answer to a page of {@code origin}. */
    Map<String, String> headers(String origin) {
        var headers = new LinkedHashMap<String, String>();
        boolean anybody = allowedOrigins.contains("*");
        headers.put("Access-Control-Allow-Origin", anybody ? "*" : origin);
        if (!anybody) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        headers.put("Access-Control-Allow-Methods", String.join(", ", allowedMethods));
        if (!exposeHeaders.isEmpty()) {
            headers.put("Access-Control-Expose-Headers", String.join(", ", exposeHeaders));
        }
        headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
        return headers;
    }

    /** Returns the headers that answer a preflight besides. */
    Map<String, String> preflight(List<String> asked) {
        var headers = new LinkedHashMap<String, String>();
        if (!asked.isEmpty()) {
            headers.put("Access-Control-Allow-Headers", String.join(", ", asked));
        }
        maxAgeSeconds.ifPresent(seconds -> headers.put("Access-Control-Max-Age", seconds.toString()));
        return headers;
    }

    /** At most one asterisk stands for anything. */
    private static boolean like(String pattern, String text) {
        int star = pattern.indexOf('*');
        return star < 0
                ? pattern.equals(text)
                : text.length() >= pattern.length() - 1
                        && text.startsWith(pattern.substring(0, star))
                        && text.endsWith(pattern.substring(star + 1));
    }
}
