package dev.quartet.local.cognito;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of a query or a form ({@code application/x-www-form-urlencoded}), each once. Immutable. */
record FormFields(Map<String, String> values) {
    private static final int LONGEST = 16 * 1024;

    FormFields {
        values = Map.copyOf(values);
    }

    /** Reads a form that was posted; throws {@link IllegalArgumentException} as {@link #parse} does, and when it is too long. */
    static FormFields of(HttpExchange exchange) throws IOException {
        try {
            return parse(new String(exchange.body(LONGEST), StandardCharsets.UTF_8));
        } catch (BodyTooLargeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} when it is malformed or names a field twice. */
    static FormFields parse(@Nullable String text) {
        var values = new LinkedHashMap<String, String>();
        if (text != null && !text.isEmpty()) {
            for (var pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                if (values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException(name + " is given twice");
                }
            }
        }
        return new FormFields(values);
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** Adds {@code parameters} to an address that may have a query. */
    static String append(String address, Map<String, String> parameters) {
        return address
                + (address.contains("?") ? "&" : "?")
                + parameters.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
