package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes of a request on its way to an HTTP back end: {@code overwrite:path}, {@code append:header.x},
 * {@code remove:querystring.y}. Immutable. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
final class ParameterMapping {
    /** No changes. */
    static final ParameterMapping NONE = new ParameterMapping(List.of());

    private static final Pattern KEY = Pattern.compile(
            "(append|overwrite|remove):(?:(header|querystring)\\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)|(path))");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-location",
            "forwarded",
            "keep-alive",
            "origin",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailers",
            "transfer-encoding",
            "upgrade",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "via");

    private final List<Change> changes;

    private ParameterMapping(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** Parses an integration's {@code requestParameters}; refuses as AWS does what it would not take. */
    static ParameterMapping parse(String owner, Map<String, String> parameters) {
        var changes = new ArrayList<Change>();
        parameters.forEach((key, value) -> {
            var matcher = KEY.matcher(key);
            boolean path = matcher.matches() && matcher.group(4) != null;
            if (!matcher.matches() || (path && !matcher.group(1).equals("overwrite"))) {
                throw invalid(
                        owner,
                        key,
                        "allowed are append, overwrite and remove of header.NAME and"
                                + " querystring.NAME, and overwrite:path");
            }
            var target = path ? "path" : matcher.group(2);
            var name = path ? "" : matcher.group(3);
            if (target.equals("header") && reserved(name.toLowerCase(Locale.ROOT))) {
                throw invalid(owner, key, "the header " + name + " is reserved");
            }
            if (!matcher.group(1).equals("remove")) {
                Value.check(owner, key, value);
            }
            changes.add(new Change(matcher.group(1), target, name, value));
        });
        return new ParameterMapping(changes);
    }

    /** Changes {@code request} as the program says. */
    void apply(Call call, Outgoing request) {
        for (var change : changes) {
            change.apply(call, request);
        }
    }

    private static boolean reserved(String header) {
        return RESERVED.contains(header)
                || header.startsWith("access-control-")
                || header.startsWith("apigw-")
                || header.startsWith("x-amz-")
                || header.startsWith("x-amzn-");
    }

    private static ProvisionException invalid(String owner, String key, String why) {
        return new ProvisionException(
                "%s: BadRequestException: Invalid mapping expression specified: %s (%s)".formatted(owner, key, why));
    }

    private record Change(String operation, String target, String name, String value) {
        void apply(Call call, Outgoing request) {
            var text = operation.equals("remove") ? "" : Value.of(value, call);
            switch (target + " " + operation) {
                case "path overwrite" -> request.path(text);
                case "header overwrite" -> request.overwrite(name, text);
                case "header append" -> request.append(name, text);
                case "header remove" -> request.remove(name);
                case "querystring overwrite" -> request.overwriteQuery(name, text);
                case "querystring append" -> request.appendQuery(name, text);
                default -> request.removeQuery(name);
            }
        }
    }

    /** The right-hand side: text, {@code $request.path.id}, or text with {@code ${request.path.id}} in it. */
    private static final class Value {
        private Value() {}

        static void check(String owner, String key, String value) {
            if (value.startsWith("$") && !value.startsWith("${")) {
                known(owner, key, value.substring(1));
            } else {
                VARIABLE.matcher(value).results().forEach(match -> known(owner, key, match.group(1)));
            }
        }

        static String of(String value, Call call) {
            if (value.startsWith("$") && !value.startsWith("${")) {
                return variable(value.substring(1), call);
            }
            return VARIABLE.matcher(value)
                    .replaceAll(match -> Matcher.quoteReplacement(variable(requireNonNull(match.group(1)), call)));
        }

        private static void known(String owner, String key, String name) {
            if (!name.matches("request\\.path(\\.[\\w.-]+)?|request\\.(header|querystring)\\.[\\w.-]+"
                    + "|context\\.[\\w.:-]+|stageVariables\\.\\w+")) {
                throw invalid(owner, key, "the local cloud does not know $" + name);
            }
        }

        private static String variable(String name, Call call) {
            if (name.equals("request.path")) {
                return Paths.decode(call.path());
            }
            String value;
            if (name.startsWith("request.path.")) {
                value = call.pathParameters().get(name.substring("request.path.".length()));
            } else if (name.startsWith("request.header.")) {
                var values = call.exchange()
                        .headers()
                        .get(name.substring("request.header.".length()).toLowerCase(Locale.ROOT));
                value = values == null ? null : String.join(",", values);
            } else if (name.startsWith("request.querystring.")) {
                var values = call.query().get(name.substring("request.querystring.".length()));
                value = values == null ? null : String.join(",", values);
            } else {
                value = new CallVariables(call).value(name);
            }
            // a client's value may become a header: nothing that could end one may pass
            return value == null ? "" : value.replaceAll("\\p{Cntrl}", " ");
        }
    }
}
