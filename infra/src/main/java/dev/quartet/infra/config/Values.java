package dev.quartet.infra.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads typed values of one namespace; each error names the full key, the value and what is allowed. */
final class Values {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String namespace;
    private final Function<String, Optional<String>> source;

    Values(String namespace, Function<String, Optional<String>> source) {
        this.namespace = namespace;
        this.source = source;
    }

    Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refused(key, value, "true or false");
                })
                .orElse(otherwise);
    }

    Optional<Integer> integer(String key, int min, int max) {
        return text(key).map(value -> {
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw refused(key, value, "a whole number from " + min + " to " + max);
            }
            if (number < min || number > max) {
                throw refused(key, value, "a whole number from " + min + " to " + max);
            }
            return number;
        });
    }

    String oneOf(String key, String otherwise, List<String> allowed) {
        String value = text(key).orElse(otherwise);
        if (!allowed.contains(value)) {
            throw refused(key, value, String.join(", ", allowed));
        }
        return value;
    }

    Optional<String> matching(String key, Pattern pattern, String allowed) {
        return text(key).map(value -> {
            if (!pattern.matcher(value).matches()) {
                throw refused(key, value, allowed);
            }
            return value;
        });
    }

    /** A list is a JSON array, which is what YAML lists arrive as, or words with commas between them. */
    Optional<List<String>> list(String key) {
        return text(key).map(value -> {
            if (!value.startsWith("[")) {
                return Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
            }
            try {
                return List.copyOf(JSON.readValue(value, new TypeReference<List<String>>() {}));
            } catch (JacksonException e) {
                throw refused(key, value, "a list of texts");
            }
        });
    }

    /** A list of objects is a JSON array, which is what YAML lists arrive as; none when the key is absent. */
    List<Map<String, Object>> objects(String key, String allowed) {
        return text(key)
                .map(value -> {
                    try {
                        return JSON.readValue(value, new TypeReference<List<Map<String, Object>>>() {});
                    } catch (JacksonException e) {
                        throw refused(key, value, allowed);
                    }
                })
                .orElse(List.of());
    }

    InvalidConfigException refused(String key, Object value, String allowed) {
        return InvalidConfigException.of(namespace + ":" + key, value, allowed);
    }
}
