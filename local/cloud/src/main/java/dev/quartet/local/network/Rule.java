package dev.quartet.local.network;

import java.util.Optional;
import java.util.Set;

/**
 * One rule of a security group. Immutable.
 *
 * @param protocol {@code tcp}, {@code udp}, … or {@code -1} for all
 * @param from first port, 0 to 65535
 * @param to last port
 * @param cidr IPv4 block of the other side
 * @param prefixList id of the prefix list that holds the other side
 * @param group id of the other side's group
 */
record Rule(
        String protocol, int from, int to, Optional<Cidr> cidr, Optional<String> prefixList, Optional<String> group) {
    private static final Cidr ANYWHERE = Cidr.of("0.0.0.0/0");

    /** Returns if it lets TCP {@code port} through to or from a member of {@code groups} that stands in {@code block}. */
    boolean allows(int port, Set<String> groups, Cidr block) {
        return allowsPort(port)
                && (group.filter(groups::contains).isPresent()
                        || cidr.filter(c -> c.contains(block)).isPresent());
    }

    /** Returns if it lets TCP {@code port} through to all that {@code prefixListId} holds. */
    boolean allowsPrefixList(int port, String prefixListId) {
        return allowsPort(port) && (prefixList.filter(prefixListId::equals).isPresent() || anywhere());
    }

    /** Returns if it lets TCP {@code port} through to the internet. */
    boolean allowsInternet(int port) {
        return allowsPort(port) && anywhere();
    }

    private boolean anywhere() {
        return cidr.filter(ANYWHERE::equals).isPresent();
    }

    private boolean allowsPort(int port) {
        return protocol.equals("-1")
                || ((protocol.equals("tcp") || protocol.equals("6")) && from <= port && port <= to);
    }
}
