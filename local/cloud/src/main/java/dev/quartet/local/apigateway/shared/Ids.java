package dev.quartet.local.apigateway.shared;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids in API Gateway's form: lower-case letters and digits; the same for the same resource in every run. */
public final class Ids {
    private Ids() {}

    public static String of(String urn, int length) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(urn.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).toString(36).substring(0, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
