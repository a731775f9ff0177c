package dev.quartet.local.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** One of the checksums that clients send beside an object. Not thread-safe. */
interface Checksum {
    /** Every algorithm by the header that bears it. */
    Map<String, Supplier<Checksum>> ALL = Map.of(
            "x-amz-checksum-crc32", () -> ofCrc(new CRC32(), Integer.BYTES),
            "x-amz-checksum-crc32c", () -> ofCrc(new CRC32C(), Integer.BYTES),
            "x-amz-checksum-crc64nvme", () -> ofCrc(new Crc64Nvme(), Long.BYTES),
            "x-amz-checksum-sha1", () -> ofDigest("SHA-1"),
            "x-amz-checksum-sha256", () -> ofDigest("SHA-256"));

    void update(byte[] bytes, int offset, int length);

    /** Returns the sum in Base64. */
    String value();

    /** Returns a digest; {@code MD5} is one too. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has the three
        }
    }

    private static Checksum ofDigest(String algorithm) {
        var digest = digest(algorithm);
        return new Checksum() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public String value() {
                return Base64.getEncoder().encodeToString(digest.digest());
            }
        };
    }

    private static Checksum ofCrc(java.util.zip.Checksum crc, int size) {
        return new Checksum() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                crc.update(bytes, offset, length);
            }

            @Override
            public String value() {
                var all =
                        ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
                var end = java.util.Arrays.copyOfRange(all, Long.BYTES - size, Long.BYTES);
                return Base64.getEncoder().encodeToString(end);
            }
        };
    }
}
