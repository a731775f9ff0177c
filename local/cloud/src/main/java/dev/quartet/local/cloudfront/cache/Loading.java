package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an origin's body into the cache, while viewers read it already. */
final class Loading {
    private static final Logger log = LoggerFactory.getLogger(Loading.class);
    private static final int STEP = 32 * 1024;

    private Loading() {}

    /**
     * Reads all; then tells {@code landing} the object, or null when it broke off.
     *
     * @param announced bytes that must come; negative when not known
     */
    static void load(
            StoredObject object,
            OriginResponse response,
            boolean gzip,
            long announced,
            Consumer<@Nullable StoredObject> landing) {
        var body = object.body();
        try (response) {
            try (var out = gzip ? new GZIPOutputStream(new Appending(body), STEP) : new Appending(body)) {
                long total = copy(response, out);
                if (announced >= 0 && total != announced) {
                    throw new IOException("the origin sent %d of %d bytes".formatted(total, announced));
                }
            }
        } catch (IOException | RuntimeException e) {
            log.debug("{} is not kept", object.key(), e);
            body.fail(e instanceof IOException failure ? failure : new IOException(e));
            landing.accept(null);
            body.release();
            return;
        }
        body.finish();
        landing.accept(object);
    }

    private static long copy(OriginResponse response, OutputStream out) throws IOException {
        var buffer = new byte[STEP];
        long total = 0;
        for (int count = response.body().read(buffer);
                count >= 0;
                count = response.body().read(buffer)) {
            out.write(buffer, 0, count);
            total += count;
        }
        return total;
    }

    /** A body's writing end. */
    private static final class Appending extends OutputStream {
        private final Body body;

        Appending(Body body) {
            this.body = body;
        }

        @Override
        public void write(int b) throws IOException {
            body.append(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            body.append(bytes, offset, count);
        }
    }
}
