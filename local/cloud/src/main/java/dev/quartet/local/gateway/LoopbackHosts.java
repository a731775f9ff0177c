package dev.quartet.local.gateway;

import java.util.Locale;

/**
 * Which host names a request may bear. A page in a browser can point a name of its own at 127.0.0.1 (DNS rebinding); its
 * requests still bear that name.
 */
final class LoopbackHosts {
    private LoopbackHosts() {}

    /** Returns if {@code host}, with or without port, is a name of the local machine. */
    static boolean allowed(String host) {
        var name = withoutPort(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || (name.endsWith(".localhost") && name.matches("[a-z0-9._-]+"));
    }

    /** Returns if {@code origin} ({@code http://localhost:8080}) is a page of the local machine. */
    static boolean allowedOrigin(String origin) {
        var scheme = origin.indexOf("://");
        return scheme > 0 && allowed(origin.substring(scheme + 3));
    }

    private static String withoutPort(String host) {
        var colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && host.substring(colon + 1).matches("[0-9]{1,5}")
                ? host.substring(0, colon)
                : host;
    }
}
