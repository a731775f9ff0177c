package dev.quartet.local.network;

import dev.quartet.local.core.Registration;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids in EC2's shape, the same in each run. */
final class Ids {
    private Ids() {}

    /** Returns {@code vpc-0123456789abcdef0} for prefix {@code vpc}. */
    static String of(String prefix, Registration registration) {
        return of(prefix, registration.urn());
    }

    /** Returns an id for {@code seed}. */
    static String of(String prefix, String seed) {
        var hash = UUID.nameUUIDFromBytes((prefix + seed).getBytes(StandardCharsets.UTF_8));
        return prefix + "-0" + hash.toString().replace("-", "").substring(0, 16);
    }
}
