package dev.quartet.functions.updates;

import dev.quartet.functions.common.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What was copied.
 *
 * @param size   in bytes; one more than allowed if there was more
 * @param sha256 in 64 lower-case hexadecimal digits
 */
record Copy(long size, String sha256) {
    private static final int CHUNK = 1 << 20;

    /** Copies a stream into a new file, which is on disk afterwards; stops after {@code most} bytes and one. */
    static Copy to(Path file, InputStream in, long most, Runnable progress) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (size <= most) {
                int read = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, most + 1 - size));
                if (read == 0) {
                    break;
                }
                digest.update(chunk, 0, read);
                ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, read);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                size += read;
                progress.run();
            }
            out.force(true);
        }
        return new Copy(size, HexFormat.of().formatHex(digest.digest()));
    }
}
