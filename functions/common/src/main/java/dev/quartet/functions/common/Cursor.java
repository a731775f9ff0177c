package dev.quartet.functions.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a list goes on: what identifies the last item of the page before, and a digest over it and the list, in base64url. The digest
 * has no secret key: it tells a cursor that was cut, altered or another list's from a real one, and no more is needed, as whoever may
 * not read a list may not read it with a cursor either.
 */
public final class Cursor {
    private static final int DIGEST_BYTES = 12;

    private Cursor() {}

    /**
     * @param list which list, of whom
     * @param last what identifies the last item in it, such as its id
     */
    public static String of(String list, String last) {
        byte[] text = last.getBytes(StandardCharsets.UTF_8);
        byte[] cursor = Arrays.copyOf(text, text.length + DIGEST_BYTES);
        System.arraycopy(digest(list, text), 0, cursor, text.length, DIGEST_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * What identifies the item after which the list goes on.
     *
     * @throws IllegalArgumentException if this is no cursor that {@link #of} made for this list
     */
    public static String last(String list, String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        if (bytes.length < DIGEST_BYTES) {
            throw new IllegalArgumentException("a cursor has at least " + DIGEST_BYTES + " bytes");
        }
        byte[] text = Arrays.copyOf(bytes, bytes.length - DIGEST_BYTES);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(bytes, text.length, bytes.length), digest(list, text))) {
            throw new IllegalArgumentException("the cursor was made for another list, or altered");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] digest(String list, byte[] last) {
        MessageDigest sha256 = Digests.sha256();
        sha256.update("quartet-cursor-2".getBytes(StandardCharsets.UTF_8));
        sha256.update(last);
        sha256.update(list.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
    }
}
