package dev.quartet.local.s3;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, taken apart: bucket by path or by host name, key, parameters. Immutable.
 *
 * @param bucket empty when the request is for the account
 * @param key empty when the request is for the bucket
 * @param query parameters that have no value are there with an empty one
 */
record S3Call(AwsRequest request, String bucket, String key, Map<String, String> query) {
    private static final int MAX_KEY = 1024;

    static S3Call of(AwsRequest request) {
        var exchange = request.exchange();
        var path = exchange.rawPath().substring(1);
        var bucket = bucketOfHost(exchange.header("Host").orElse(""));
        var key = path;
        if (bucket.isEmpty()) {
            int slash = path.indexOf('/');
            bucket = decode(slash < 0 ? path : path.substring(0, slash));
            key = slash < 0 ? "" : path.substring(slash + 1);
        }
        key = decode(key);
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
            throw new AwsException("KeyTooLongError", 400, "Your key is too long: at most " + MAX_KEY + " bytes");
        }
        return new S3Call(request, bucket, key, query(exchange.rawQuery()));
    }

    Caller caller() {
        return request.caller();
    }

    HttpExchange exchange() {
        return request.exchange();
    }

    String method() {
        return request.exchange().method();
    }

    Optional<String> header(String name) {
        return request.exchange().header(name);
    }

    boolean has(String parameter) {
        return query.containsKey(parameter);
    }

    /** Returns a parameter that has a value. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** Decodes percent signs; a plus is a plus, as in paths and copy sources. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidURI", 400, "Couldn't parse the specified URI.");
        }
    }

    /** {@code bucket.s3.localhost}, {@code bucket.s3.region.localhost} and {@code bucket.localhost} name one; else it is in the path. */
    private static String bucketOfHost(String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        if (!name.endsWith(".localhost")) {
            return "";
        }
        var front = name.substring(0, name.length() - ".localhost".length());
        return front.replaceFirst("(^|\\.)s3(\\.[a-z]{2}(-[a-z]+)+-\\d)?$", "");
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        var result = new LinkedHashMap<String, String>();
        if (raw != null) {
            for (var pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                // Clients differ: some write a space as a plus.
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                result.put(decode(name), decode(value.replace("+", "%20")));
            }
        }
        return result;
    }
}
