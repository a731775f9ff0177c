package dev.quartet.local.apigateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Percent-decoding of paths and queries: HTTP APIs hand both on decoded (unlike REST APIs). */
final class Paths {
    private Paths() {}

    /** Decodes {@code text}, in which a plus stays one; throws {@link Failure} 400 for a broken percent sign. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        return url(text.replace("+", "%2B"));
    }

    /** Returns all values by name, in order; throws {@link Failure} 400 for a broken percent sign. */
    static Map<String, List<String>> query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        var result = new LinkedHashMap<String, List<String>>();
        for (var pair : raw.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            result.computeIfAbsent(url(name), key -> new ArrayList<>(1)).add(url(value));
        }
        return result;
    }

    private static String url(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Failure.of(400);
        }
    }
}
