package dev.quartet.local.efs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids in EFS's shape, the same in each run. */
final class Ids {
    private Ids() {}

    /** Returns {@code fs-0123456789abcdef0} for prefix {@code fs}. */
    static String of(String prefix, String seed) {
        var hash = UUID.nameUUIDFromBytes((prefix + seed).getBytes(StandardCharsets.UTF_8));
        return prefix + "-0" + hash.toString().replace("-", "").substring(0, 16);
    }
}
