package dev.quartet.local.elb;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of addresses in CIDR notation, {@code 10.0.0.0/8} or {@code 2001:db8::/32}. Immutable. */
final class AddressBlock {
    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressBlock(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Parses {@code text}; throws {@link IllegalArgumentException} when it is no block. */
    static AddressBlock parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length == 2
                && parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
                && parts[1].matches("\\d{1,3}")) {
            try {
                var network = InetAddress.getByName(parts[0]).getAddress(); // digits alone: no name is looked up
                int bits = Integer.parseInt(parts[1]);
                if (bits <= network.length * Byte.SIZE) {
                    return new AddressBlock(text, network, bits);
                }
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no CIDR block: " + text, e);
            }
        }
        throw new IllegalArgumentException("no CIDR block: " + text);
    }

    /** Returns if the numeric address {@code ip} lies in it. */
    boolean contains(String ip) {
        try {
            var address = InetAddress.getByName(ip).getAddress();
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return address.length == network.length
                    && Arrays.equals(address, 0, whole, network, 0, whole)
                    && (rest == 0 || ((address[whole] ^ network[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    String text() {
        return text;
    }
}
