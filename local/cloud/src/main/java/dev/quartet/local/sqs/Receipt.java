package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** What a receipt handle holds: which message, and which of its receipts. Immutable. */
record Receipt(String messageId, String nonce) {
    static Receipt of(String messageId) {
        return new Receipt(messageId, UUID.randomUUID().toString());
    }

    /** Parses; throws {@code ReceiptHandleIsInvalid}. */
    static Receipt parse(String handle) {
        try {
            var parts = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2) {
                return new Receipt(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static AwsException invalid() {
        return new AwsException("ReceiptHandleIsInvalid", 400, "The input receipt handle is invalid.");
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString((messageId + " " + nonce).getBytes(StandardCharsets.UTF_8));
    }
}
