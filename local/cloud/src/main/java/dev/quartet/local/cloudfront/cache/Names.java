package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Distribution;
import java.util.Locale;
import java.util.Set;

/** Which hosts a distribution answers to. */
final class Names {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Names() {}

    /** Returns if {@code host}, as the request names it, is one of the distribution's: its domain name or an alias, or loopback. */
    static boolean known(Distribution distribution, String host) {
        if (host.equalsIgnoreCase(distribution.domainName())) {
            return true;
        }
        var name = withoutPort(host);
        if (LOOPBACK.contains(name) || name.equalsIgnoreCase(withoutPort(distribution.domainName()))) {
            return true;
        }
        for (var alias : distribution.aliases()) {
            if (name.equalsIgnoreCase(alias)
                    || (alias.startsWith("*.")
                            && name.length() > alias.length()
                            && name.toLowerCase(Locale.ROOT)
                                    .endsWith(alias.substring(1).toLowerCase(Locale.ROOT)))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
