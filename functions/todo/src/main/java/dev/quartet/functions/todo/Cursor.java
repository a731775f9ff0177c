package dev.quartet.functions.todo;

import com.github.f4b6a3.ulid.Ulid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a list goes on: the last to-do's id and a digest over it and its user, in base64url. The digest has no secret key: it tells a
 * cursor that was cut, altered or another user's from a real one, and no more is needed, as the user whose to-dos are read is always
 * the token's.
 */
final class Cursor {
    private static final int ULID_BYTES = 16;
    private static final int DIGEST_BYTES = 12;

    private Cursor() {}

    static String of(String user, String lastId) {
        byte[] id = Ulid.from(lastId).toBytes();
        byte[] cursor = Arrays.copyOf(id, ULID_BYTES + DIGEST_BYTES);
        System.arraycopy(digest(user, id), 0, cursor, ULID_BYTES, DIGEST_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The id after which the list goes on.
     *
     * @throws IllegalArgumentException if this is no cursor that {@link #of} made for this user
     */
    static String lastId(String user, String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        if (bytes.length != ULID_BYTES + DIGEST_BYTES) {
            throw new IllegalArgumentException("a cursor has " + (ULID_BYTES + DIGEST_BYTES) + " bytes");
        }
        byte[] id = Arrays.copyOf(bytes, ULID_BYTES);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(bytes, ULID_BYTES, bytes.length), digest(user, id))) {
            throw new IllegalArgumentException("the cursor was made for another user, or altered");
        }
        return Ulid.from(id).toString();
    }

    private static byte[] digest(String user, byte[] id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("quartet-todo-cursor-1".getBytes(StandardCharsets.UTF_8));
            sha256.update(id);
            sha256.update(user.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
