package dev.quartet.local.network;

/** An IPv4 block. */
record Cidr(int address, int bits) {
    /** Parses {@code 10.0.0.0/16}; throws {@link IllegalArgumentException}. */
    static Cidr of(String text) {
        var slash = text.indexOf('/');
        var octets = (slash < 0 ? "" : text.substring(0, slash)).split("\\.");
        try {
            if (octets.length != 4) {
                throw new NumberFormatException();
            }
            var address = 0;
            for (var octet : octets) {
                var value = Integer.parseInt(octet);
                if (value < 0 || value > 255) {
                    throw new NumberFormatException();
                }
                address = address << 8 | value;
            }
            var bits = Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > 32 || (address & ~mask(bits)) != 0) {
                throw new NumberFormatException();
            }
            return new Cidr(address, bits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 CIDR block such as 10.0.0.0/16", e);
        }
    }

    /** Returns if all of {@code other} is inside. */
    boolean contains(Cidr other) {
        return other.bits >= bits && (other.address & mask(bits)) == address;
    }

    /** Returns if they share an address. */
    boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (32 - bits);
    }
}
