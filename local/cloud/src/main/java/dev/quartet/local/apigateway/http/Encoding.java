package dev.quartet.local.apigateway.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding by RFC 3986. */
final class Encoding {
    private Encoding() {}

    /** Encodes all but unreserved characters and slashes. */
    static String path(String text) {
        return query(text).replace("%2F", "/");
    }

    /** Encodes all but unreserved characters. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
