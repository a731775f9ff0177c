package dev.quartet.local.cloudfront.origin;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP client of all custom origins: passes on what it is given and adds nothing of its own. Thread-safe. */
public final class OriginClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OriginClient.class);
    private static final int CONNECTIONS = 256;
    private static final long CONNECT_MILLIS = 10_000;
    /** Under the 65 s after which the APIs' own servers close: no request ever goes down a closing connection. */
    private static final long IDLE_MILLIS = 30_000;

    private final HttpClient client;

    /** Starts it. */
    public OriginClient() {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("origins");
        threads.setDaemon(true);
        client = new HttpClient(new HttpClientTransportDynamic());
        client.setExecutor(threads);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS * 4);
        // More than the edge takes of a viewer: else a viewer's long header would look like the origin's failure.
        client.setRequestBufferSize(64 * 1024);
        client.setMaxResponseHeadersSize(32 * 1024);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the origins' HTTP client does not start", e);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    HttpClient http() {
        return client;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            log.warn("the origins' HTTP client did not stop cleanly", e);
        }
    }
}
