package dev.quartet.local.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is at hand in memory, to be sent without blocking.
 *
 * @param headers those that are the same each time, Content-Length included
 * @param extra names and values in turn, of this answer alone
 * @param body its parts
 */
public record PromptAnswer(int status, PreparedHeaders headers, String[] extra, Parts body) {
    /** A body's parts, in turn. Used by one thread at a time. */
    public interface Parts {
        /** Returns the next part, or null after the last. */
        @Nullable
        ByteBuffer next();

        /** Is called once, when all was sent or sending failed: buffers may be used anew. */
        void done(boolean sent);
    }
}
