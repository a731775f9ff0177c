package dev.quartet.local.cloudfront.origin;

import dev.quartet.local.http.PassThroughClient;
import org.eclipse.jetty.client.HttpClient;

/** The HTTP client of all custom origins. Thread-safe. */
public final class OriginClient implements AutoCloseable {
    private final PassThroughClient client = new PassThroughClient("origins");

    HttpClient http() {
        return client.http();
    }

    @Override
    public void close() {
        client.close();
    }
}
