package dev.quartet.local.http;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP client for proxies: passes on what it is given and adds, follows and decodes nothing of its own. Thread-safe. */
public final class PassThroughClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PassThroughClient.class);
    private static final int CONNECTIONS = 256;
    private static final long CONNECT_MILLIS = 10_000;
    /** Under the 65 s after which our own servers close: no request ever goes down a closing connection. */
    private static final long IDLE_MILLIS = 30_000;

    private final HttpClient client;

    /** Starts it; {@code name} is that of its threads. */
    public PassThroughClient(String name) {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName(name);
        threads.setDaemon(true);
        client = new HttpClient(new HttpClientTransportDynamic());
        client.setExecutor(threads);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS * 4);
        // More than our servers take: else a client's long header would look like the back end's failure.
        client.setRequestBufferSize(64 * 1024);
        client.setMaxResponseHeadersSize(32 * 1024);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client of " + name + " does not start", e);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    /** Returns the client, ready to send. */
    public HttpClient http() {
        return client;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            log.warn("an HTTP client did not stop cleanly", e);
        }
    }
}
