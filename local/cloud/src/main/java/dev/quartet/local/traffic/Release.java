package dev.quartet.local.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A release of one made-up file, whose content follows from its seed, so that it need not be kept to be known. Immutable.
 *
 * @param size of the file in bytes
 * @param sha256 of the file in hexadecimal digits
 * @param blocks SHA-256 of each {@value #BLOCK} bytes of the file, the last one of what is left
 */
record Release(String channel, String version, long seed, long size, String sha256, List<String> blocks) {
    static final String FILE = "app.bin";
    static final int BLOCK = 1 << 20;

    Release {
        blocks = List.copyOf(blocks);
    }

    /** Makes one up, and looks at all of its content once. */
    static Release of(String channel, String version, long seed, long size) {
        var whole = digest();
        var blocks = new ArrayList<String>();
        for (int block = 0; (long) block * BLOCK < size; block++) {
            var content = content(seed, size, block);
            whole.update(content);
            blocks.add(hex(digest().digest(content)));
        }
        return new Release(channel, version, seed, size, hex(whole.digest()), blocks);
    }

    /** Returns the bytes of a block. */
    byte[] content(int block) {
        return content(seed, size, block);
    }

    /** Returns the length of a block. */
    int length(int block) {
        return (int) Math.min(BLOCK, size - (long) block * BLOCK);
    }

    /** Returns where its files lie, in the bucket and at the server, without a slash at either end. */
    String folder() {
        return channel + "/" + version;
    }

    /** Returns the path of its file at the server. */
    String path() {
        return "/" + folder() + "/" + FILE;
    }

    /** Returns release.json. */
    byte[] manifest() {
        var manifest = Wire.JSON.createObjectNode();
        manifest.putArray("files")
                .addObject()
                .put("path", FILE)
                .put("size", size)
                .put("sha256", sha256);
        return manifest.toString().getBytes(StandardCharsets.UTF_8);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static byte[] content(long seed, long size, int block) {
        var content = new byte[(int) Math.min(BLOCK, size - (long) block * BLOCK)];
        new SplittableRandom(seed * 31 + block).nextBytes(content);
        return content;
    }
}
