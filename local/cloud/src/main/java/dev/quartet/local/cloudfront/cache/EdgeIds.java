package dev.quartet.local.cloudfront.cache;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids in the form of CloudFront's: unique, not secret, cheap. */
final class EdgeIds {
    /** The one edge location that there is. */
    static final String POP = "LCL50-P1";

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 54;

    private EdgeIds() {}

    /** Returns an {@code X-Amz-Cf-Id}: 56 characters. */
    static String requestId() {
        var random = ThreadLocalRandom.current();
        var text = new byte[LENGTH + 2];
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (i % 10 == 0) {
                bits = random.nextLong();
            }
            text[i] = ALPHABET[(int) (bits & 63)];
            bits >>>= 6;
        }
        text[LENGTH] = '=';
        text[LENGTH + 1] = '=';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Returns the {@code Via} of an edge. */
    static String via() {
        var name = new byte[16];
        ThreadLocalRandom.current().nextBytes(name);
        return "1.1 " + HexFormat.of().formatHex(name) + ".cloudfront.net (CloudFront)";
    }
}
