package dev.quartet.functions.common;

import com.github.f4b6a3.ulid.Ulid;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Ids: ULIDs, whose order is that of their creation, and random ones, which nobody guesses. */
public final class Ids {
    private static final int RANDOM_BYTES = 10;
    private static final int SECRET_BYTES = 16;

    private Ids() {}

    /** Its source of randomness is made now: one kept from before a snapshot would be the same in every copy. */
    public static String next(Instant now) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new Ulid(now.toEpochMilli(), random).toString();
    }

    /** 128 random bits in 32 hexadecimal digits; its source, too, is made now. */
    public static String random() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Only in the spelling that {@link #next} gives, so that one thing has one URL. */
    public static boolean isId(String text) {
        return Ulid.isValid(text) && Ulid.from(text).toString().equals(text);
    }
}
