package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/**
 * An origin's answer. Close it: that closes the body, and gives its connection back or cuts it.
 *
 * @param headers without hop-by-hop fields (Connection, Transfer-Encoding …); Content-Length as the origin sent it, if it did
 * @param body throws {@link IOException} when it breaks off before its announced end or stands still over the response time-out
 */
public record OriginResponse(int status, Headers headers, InputStream body) implements AutoCloseable {
    public OriginResponse {
        requireNonNull(headers, "headers is null");
        requireNonNull(body, "body is null");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
