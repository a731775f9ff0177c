package dev.quartet.local.cloudfront.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids as CloudFront's look, the same in every run for the same resource. */
final class Ids {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LENGTH = 13;

    private Ids() {}

    /** Returns {@code E} and 13 capital letters and digits: a distribution, an access control, an ETag. */
    static String of(String text) {
        return letters("E", text);
    }

    /** Returns {@code I} and 13 capital letters and digits: an invalidation. */
    static String invalidation(String text) {
        return letters("I", text);
    }

    /** Returns a UUID: a policy. */
    static String policy(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String letters(String first, String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            var id = new StringBuilder(first);
            for (int i = 0; i < LENGTH; i++) {
                id.append(LETTERS.charAt((hash[i] & 0xFF) % LETTERS.length()));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
