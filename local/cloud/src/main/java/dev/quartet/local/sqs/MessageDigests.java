package dev.quartet.local.sqs;

import dev.quartet.local.core.MessageAttribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MD5 digests by which SQS's clients check what arrived, and SHA-256 for deduplication by content. See <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">SQS</a>.
 */
final class MessageDigests {
    private MessageDigests() {}

    static String md5(String body) {
        return hex(digest("MD5"), body.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(String body) {
        return hex(digest("SHA-256"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the digest of attributes: name, type and value in the order of names, each after its length. */
    static String md5(Map<String, MessageAttribute> attributes) {
        var digest = digest("MD5");
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            part(digest, name.getBytes(StandardCharsets.UTF_8));
            part(digest, attribute.dataType().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) (attribute.binary() ? 2 : 1));
            part(digest, bytes(attribute));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the size that counts against the limit, in bytes. */
    static int size(String body, Map<String, MessageAttribute> attributes) {
        int size = body.getBytes(StandardCharsets.UTF_8).length;
        for (var entry : attributes.entrySet()) {
            size += entry.getKey().getBytes(StandardCharsets.UTF_8).length
                    + entry.getValue().dataType().length()
                    + bytes(entry.getValue()).length;
        }
        return size;
    }

    private static byte[] bytes(MessageAttribute attribute) {
        return attribute.binary()
                ? Base64.getDecoder().decode(attribute.value())
                : attribute.value().getBytes(StandardCharsets.UTF_8);
    }

    private static void part(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static String hex(MessageDigest digest, byte[] bytes) {
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
