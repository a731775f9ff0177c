package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.io.OutputStream;

/** A body that goes from the origin to one viewer and is not kept. */
record Streamed(OriginResponse response) implements Answer.Source {
    private static final int STEP = 16 * 1024;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var buffer = new byte[STEP];
        for (int count = response.body().read(buffer);
                count >= 0;
                count = response.body().read(buffer)) {
            out.write(buffer, 0, count);
            if (count < STEP) {
                out.flush(); // an origin that streams slowly is passed on as it comes
            }
        }
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
