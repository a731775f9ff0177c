package dev.quartet.local.elb;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event of a function that is a target. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">AWS</a>.
 */
final class LambdaEvent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TEXT_TYPES =
            List.of("application/json", "application/javascript", "application/xml");

    private LambdaEvent() {}

    /**
     * Writes the event of {@code call} as UTF-8 JSON.
     *
     * @param several if all values of a header and a parameter are passed, not just the last
     */
    static byte[] write(Call call, String targetGroupArn, byte[] body, boolean several) {
        var event = new LinkedHashMap<String, Object>();
        event.put("requestContext", Map.of("elb", Map.of("targetGroupArn", targetGroupArn)));
        event.put("httpMethod", call.exchange().method());
        event.put("path", call.exchange().rawPath());
        var headers = call.forwarded();
        if (several) {
            event.put("multiValueQueryStringParameters", call.query().all());
            event.put("multiValueHeaders", headers);
        } else {
            event.put("queryStringParameters", call.query().last());
            event.put("headers", last(headers));
        }
        boolean encoded = body.length > 0 && isBytes(call);
        event.put(
                "body", encoded ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8));
        event.put("isBase64Encoded", encoded);
        return JSON.writeValueAsBytes(event);
    }

    private static boolean isBytes(Call call) {
        if (call.exchange().header("content-encoding").isPresent()) {
            return true;
        }
        var type = call.exchange()
                .header("content-type")
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
        return !type.startsWith("text/") && !TEXT_TYPES.contains(type);
    }

    private static Map<String, String> last(Map<String, List<String>> values) {
        var result = new LinkedHashMap<String, String>();
        values.forEach((name, all) -> result.put(name, all.getLast()));
        return result;
    }
}
