package dev.quartet.local.sts;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes access keys in AWS's shapes, at random. Thread-safe. */
final class Secrets {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Returns an access key id, {@code AKIA…} or {@code ASIA…}. */
    static String accessKeyId(String prefix) {
        var result = new StringBuilder(prefix);
        RANDOM.ints(16, 0, BASE32.length()).forEach(i -> result.append(BASE32.charAt(i)));
        return result.toString();
    }

    /** Returns a secret of {@code bytes} random bytes in Base64. */
    static String secret(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
