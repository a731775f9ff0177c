package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An API's CORS configuration: API Gateway answers preflights, and puts its own headers on answers in place of the back
 * end's. See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html Immutable.
 */
record Cors(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        OptionalInt maxAgeSeconds,
        boolean credentials) {
    private static final String PREFIX = "access-control-";

    Cors {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
    }

    static Cors of(Inputs inputs) {
        var cors = new Cors(
                inputs.strings("allowOrigins"),
                inputs.strings("allowMethods"),
                inputs.strings("allowHeaders"),
                inputs.strings("exposeHeaders"),
                inputs.optionalInteger("maxAge"),
                inputs.flag("allowCredentials", false));
        if (cors.credentials()
                && (cors.origins().contains("*")
                        || cors.methods().contains("*")
                        || cors.headers().contains("*"))) {
            throw new ProvisionException(
                    "%s: BadRequestException: Cannot use wildcard in CORS configuration when allowCredentials is true"
                            .formatted(inputs.owner()));
        }
        return cors;
    }

    /** Returns if {@code call} asks whether a page may ask. */
    static boolean preflight(Call call) {
        return call.method().equals("OPTIONS")
                && call.exchange().header("origin").isPresent()
                && call.exchange().header("access-control-request-method").isPresent();
    }

    /** Returns the answer to a preflight. */
    Reply answer(Call call) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        var origin = allowed(call);
        if (!origin.isEmpty()) {
            fields.add(Map.entry(PREFIX + "allow-origin", origin));
            put(fields, "allow-methods", methods);
            put(fields, "allow-headers", headers);
            put(fields, "expose-headers", exposed);
            credentials(fields);
            maxAgeSeconds.ifPresent(age -> fields.add(Map.entry(PREFIX + "max-age", Integer.toString(age))));
        }
        return new Reply(204, fields, new byte[0]);
    }

    /** Returns {@code reply} with this configuration's headers alone. */
    Reply onto(Reply reply, Call call) {
        var fields = new ArrayList<Map.Entry<String, String>>(reply.fields().size() + 3);
        for (var field : reply.fields()) {
            if (!field.getKey().regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                fields.add(field);
            }
        }
        var origin = allowed(call);
        if (!origin.isEmpty()) {
            fields.add(Map.entry(PREFIX + "allow-origin", origin));
            put(fields, "expose-headers", exposed);
            credentials(fields);
        }
        return new Reply(reply.status(), fields, reply.body());
    }

    private String allowed(Call call) {
        var origin = call.exchange().header("origin").orElse("");
        if (origin.isEmpty()) {
            return "";
        }
        if (origins.contains("*")) {
            return "*";
        }
        int scheme = origin.indexOf("://");
        return origins.contains(origin) || (scheme > 0 && origins.contains(origin.substring(0, scheme) + "://*"))
                ? origin
                : "";
    }

    private void credentials(List<Map.Entry<String, String>> fields) {
        if (credentials) {
            fields.add(Map.entry(PREFIX + "allow-credentials", "true"));
        }
    }

    private static void put(List<Map.Entry<String, String>> fields, String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.add(Map.entry(PREFIX + name, String.join(",", values)));
        }
    }
}
