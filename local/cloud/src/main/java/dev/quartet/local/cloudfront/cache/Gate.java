package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.http.HttpExchange;

/**
 * What the edge refuses before anything else. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomMaxRequestStringLength
 */
final class Gate {
    /** The longest URL, in bytes. */
    static final int MOST_URL = 8_192;
    /** The longest request without its body, in bytes. */
    static final int MOST_HEAD = 32_768;

    private static final int LINE = " HTTP/1.1\r\n\r\n".length();

    private Gate() {}

    /** Throws what the viewer gets when the request is none that the distribution answers. */
    static void check(Distribution distribution, HttpExchange exchange) throws EdgeError {
        var host = exchange.headerValue("Host");
        if (host == null || !Names.known(distribution, host)) {
            throw new EdgeError(
                    403, "Bad request. This distribution does not answer to the host name that was asked for.");
        }
        if (!distribution.enabled()) {
            throw new EdgeError(403, "The distribution is disabled.");
        }
        var query = exchange.rawQuery();
        int target = exchange.rawPath().length() + (query == null ? 0 : query.length() + 1);
        if ("http://".length() + host.length() + target > MOST_URL) {
            throw new EdgeError(413, "Bad request. The URL is longer than " + MOST_URL + " bytes.");
        }
        if (head(exchange, target) > MOST_HEAD) {
            throw new EdgeError(413, "Bad request. The request is longer than " + MOST_HEAD + " bytes.");
        }
        var wrong = Paths.wrong(exchange.rawPath());
        if (wrong != null) {
            throw new EdgeError(400, "Bad request: " + wrong + ".");
        }
    }

    /** Throws what the viewer gets when its method is not allowed, or brings a body that it must not. */
    static void checkMethod(ViewerCall call) throws EdgeError {
        if (!call.behavior().allowedMethods().contains(call.method())) {
            throw new EdgeError(
                    403,
                    "This distribution is not configured to allow the HTTP request method that was used for this request.");
        }
        if ((call.method().equals("GET") || call.head()) && hasBody(call.exchange())) {
            throw new EdgeError(403, "Bad request. A GET or HEAD request must not have a body.");
        }
    }

    static boolean hasBody(HttpExchange exchange) {
        var length = exchange.headerValue("Content-Length");
        return (length != null && !length.equals("0")) || exchange.headerValue("Transfer-Encoding") != null;
    }

    /** Returns the bytes of the request line and the headers. */
    static int head(HttpExchange exchange, int target) {
        return exchange.method().length() + 1 + target + LINE + exchange.headerBytes();
    }
}
