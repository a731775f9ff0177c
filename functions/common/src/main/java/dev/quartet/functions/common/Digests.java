package dev.quartet.functions.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every Java platform has. */
public final class Digests {
    private Digests() {}

    /** Of the bytes, in 64 hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Stands for a text in logs and keys that must not show it: 16 hexadecimal digits. */
    public static String pseudonym(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** A new digest, for what comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
