package dev.quartet.local.apigateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query: names and values decoded, as REST APIs hand them on (paths they hand on encoded). */
final class QueryString {
    private QueryString() {}

    /** Returns all values by name, in order; throws {@link RequestFailure} 400 for a broken percent sign. */
    static Map<String, List<String>> parse(@Nullable String raw) {
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
            result.computeIfAbsent(decode(name), key -> new ArrayList<>(1)).add(decode(value));
        }
        return result;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestFailure.of(
                    GatewayResponseType.BAD_REQUEST_PARAMETERS, "Invalid percent-encoding in the query string");
        }
    }
}
