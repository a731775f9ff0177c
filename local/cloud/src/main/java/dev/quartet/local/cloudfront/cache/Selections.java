package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.NameSelection;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What policies take of query strings and cookies. */
final class Selections {
    private Selections() {}

    /** Returns the parameters of {@code query} that are taken, in their order, or null for none. */
    static @Nullable String query(@Nullable String query, Predicate<String> taken) {
        if (query == null || query.isEmpty()) {
            return null;
        }
        var result = new StringBuilder();
        for (var parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (taken.test(equals < 0 ? parameter : parameter.substring(0, equals))) {
                result.append(result.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return result.isEmpty() ? null : result.toString();
    }

    static @Nullable String query(@Nullable String query, NameSelection selection) {
        return switch (selection.kind()) {
            case NONE -> null;
            case ALL, ALL_AND_WHITELIST -> query == null || query.isEmpty() ? null : query;
            case WHITELIST, ALL_EXCEPT -> query(query, selection::takes);
        };
    }

    /** Returns the cookies of header {@code cookie} that are taken, sorted by name, as a header's value; null for none. */
    static @Nullable String cookies(@Nullable String cookie, Predicate<String> taken) {
        if (cookie == null) {
            return null;
        }
        var chosen = new TreeMap<String, String>();
        for (var pair : cookie.split(";")) {
            int equals = pair.indexOf('=');
            var name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (!name.isEmpty() && taken.test(name)) {
                chosen.put(name, pair.strip());
            }
        }
        return chosen.isEmpty() ? null : String.join("; ", chosen.values());
    }
}
