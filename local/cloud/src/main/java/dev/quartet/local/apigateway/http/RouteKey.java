package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.ProvisionException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code GET /products/{sku}}, {@code ANY /{proxy+}} or {@code $default}. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html Immutable.
 *
 * @param method upper case, {@code ANY}; empty for {@code $default}
 * @param path with its variables' names; empty for {@code $default}
 */
record RouteKey(String method, String path) {
    /** What catches all that no other route does. */
    static final String DEFAULT = "$default";

    private static final Pattern KEY = Pattern.compile("(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (/\\S*)");
    private static final Pattern PART =
            Pattern.compile("[a-zA-Z0-9._~!$&'()*,;=:@%-]*|\\{[a-zA-Z0-9._-]+}|\\{[a-zA-Z0-9._-]+\\+}");

    /** Parses {@code text}; refuses as AWS does what is no route key. */
    static RouteKey parse(String owner, String text) {
        if (text.equals(DEFAULT)) {
            return new RouteKey("", "");
        }
        var matcher = KEY.matcher(text);
        if (!matcher.matches()) {
            throw invalid(owner, text, "expected is METHOD /path, ANY /path or $default");
        }
        var path = matcher.group(2);
        var parts = path.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (!PART.matcher(parts[i]).matches()) {
                throw invalid(owner, text, "the part '" + parts[i] + "' is neither text nor one {variable}");
            }
            if (parts[i].endsWith("+}") && i < parts.length - 1) {
                throw invalid(owner, text, "a greedy variable {name+} must be the last part");
            }
        }
        return new RouteKey(matcher.group(1), path);
    }

    boolean isDefault() {
        return path.isEmpty();
    }

    /** Returns the parts of the path, {@code [products, {sku}]}. */
    List<String> parts() {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Returns {@code METHOD/path}, as the ARN of one request through this route ends. */
    String arnSuffix(String requestMethod) {
        return isDefault() ? DEFAULT : requestMethod + path;
    }

    @Override
    public String toString() {
        return isDefault() ? DEFAULT : method + " " + path;
    }

    private static ProvisionException invalid(String owner, String text, String why) {
        return new ProvisionException(
                "%s: BadRequestException: The provided route key is not formatted properly for HTTP protocol: %s (%s)"
                        .formatted(owner, text, why));
    }
}
