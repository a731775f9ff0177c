package dev.quartet.local.gateway;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Request ids: they need to differ, not to be secret, and one is made for every request. */
final class RequestIds {
    private RequestIds() {}

    static String next() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }
}
