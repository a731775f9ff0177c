package dev.quartet.functions.common;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields that requests' events have in common. */
final class EventFields {
    private EventFields() {}

    static String text(Map<String, @Nullable Object> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "the event has no " + name + ": it is none of a REST API, an HTTP API or a load balancer");
    }

    static byte[] body(Map<String, @Nullable Object> event) {
        if (!(event.get("body") instanceof String body)) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(event.get("isBase64Encoded"))
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    /** The entries that have a value: API Gateway sends null for a map without entries. */
    static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() != null) {
                    texts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
                }
            }
        }
        return texts;
    }

    /** Of each list under one name the last text, else what stands under the other name. */
    static Map<String, String> lastTexts(Map<String, @Nullable Object> event, String lists, String singles) {
        if (!(event.get(lists) instanceof Map<?, ?> map)) {
            return texts(event.get(singles));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() instanceof List<?> values && !values.isEmpty()) {
                texts.put(String.valueOf(entry.getKey()), String.valueOf(values.getLast()));
            }
        }
        return texts;
    }

    /** By lower-case name. */
    static Map<String, String> headers(Map<String, String> texts) {
        Map<String, String> headers = new LinkedHashMap<>();
        texts.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    /** A query's parameters; of a repeated one the last value, as REST APIs have it. */
    static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    /** What was form-encoded; what no client encodes so, as it is. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What was percent-encoded in a path, where + is no space (RFC 3986, 2.1). */
    static String decodedSegment(String text) {
        return decoded(text.replace("+", "%2B"));
    }
}
