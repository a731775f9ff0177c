package dev.quartet.local.apigateway;

import dev.quartet.local.core.ProvisionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code method.request.path.id} and its like: where a value of the request stands. Immutable. */
record RequestParameter(Location location, String name) {
    /** Parts of a request. */
    enum Location {
        HEADER,
        QUERYSTRING,
        PATH
    }

    private static final Pattern EXPRESSION =
            Pattern.compile("method\\.request\\.(multivalue)?(header|querystring|path)\\.([\\w.$-]+)");

    /** Parses {@code expression}; {@code owner} names the resource in an error. */
    static RequestParameter parse(String owner, String expression) {
        var matcher = EXPRESSION.matcher(expression);
        if (!matcher.matches()) {
            throw new ProvisionException(
                    ("%s: BadRequestException: Invalid mapping expression specified: %s; allowed is"
                                    + " method.request.{header|querystring|path}.{name}")
                            .formatted(owner, expression));
        }
        return new RequestParameter(
                Location.valueOf(matcher.group(2).toUpperCase(java.util.Locale.ROOT)), matcher.group(3));
    }

    /** Returns its value in {@code call}, several as one text that no single value can be; null when it is absent. */
    @Nullable
    String value(ApiCall call) {
        return switch (location) {
            case HEADER -> call.exchange().header(name).orElse(null);
            case PATH -> call.pathParameters().get(name);
            case QUERYSTRING -> {
                var values = call.query().get(name);
                yield values == null ? null : String.join("\u0000", values);
            }
        };
    }
}
