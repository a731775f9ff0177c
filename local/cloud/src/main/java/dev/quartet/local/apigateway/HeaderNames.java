package dev.quartet.local.apigateway;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Header names as functions and clients get them from API Gateway. */
final class HeaderNames {
    /** Spelt so in events, whatever the client sent; other names arrive in lower case, as HTTP/2 clients send them. */
    private static final Map<String, String> WELL_KNOWN = Stream.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Authorization",
                    "Cache-Control",
                    "Content-Type",
                    "Cookie",
                    "Host",
                    "If-Match",
                    "If-None-Match",
                    "Origin",
                    "Referer",
                    "User-Agent",
                    "X-Amzn-Trace-Id",
                    "X-Forwarded-For",
                    "X-Forwarded-Port",
                    "X-Forwarded-Proto")
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(java.util.Locale.ROOT), name -> name));
    /** Of one connection only, or of the gateway's own making. */
    private static final Set<String> DROPPED = Set.of(
            "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "content-length");
    /** See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
    private static final Set<String> REMAPPED = Set.of(
            "accept-charset",
            "age",
            "authorization",
            "connection",
            "content-length",
            "content-md5",
            "date",
            "expect",
            "host",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "te",
            "trailer",
            "upgrade",
            "user-agent",
            "via",
            "warn",
            "warning",
            "www-authenticate");

    private HeaderNames() {}

    /** Returns how {@code lowerCase} is spelt in an event. */
    static String inEvent(String lowerCase) {
        return WELL_KNOWN.getOrDefault(lowerCase, lowerCase);
    }

    /** Returns if a request header never reaches the function. */
    static boolean droppedFromRequest(String lowerCase) {
        return DROPPED.contains(lowerCase);
    }

    /** Returns the name under which a function's response header reaches the client. */
    static String inResponse(String name) {
        return REMAPPED.contains(name.toLowerCase(java.util.Locale.ROOT)) ? "x-amzn-Remapped-" + name : name;
    }
}
