package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.OriginException;
import java.util.List;
import java.util.Map;

/** What the edge says when it answers for itself. */
final class EdgePages {
    static final Headers HEADERS =
            Headers.of(List.of(Map.entry("Server", "CloudFront"), Map.entry("Content-Type", "text/html")));

    private EdgePages() {}

    /** Returns why an origin's answer is missing. */
    static String of(OriginException.Kind kind) {
        return switch (kind) {
            case DNS -> "CloudFront wasn't able to resolve the origin domain name.";
            case CONNECT -> "CloudFront wasn't able to connect to the origin.";
            case TIMEOUT ->
                "CloudFront attempted to establish a connection with the origin, but either the attempt failed or the"
                        + " origin closed the connection.";
            case CLOSED -> "The origin closed the connection before it answered.";
            case PROTOCOL -> "The origin's answer was not valid HTTP.";
            case TOO_LARGE -> "The request body is larger than CloudFront takes.";
        };
    }
}
