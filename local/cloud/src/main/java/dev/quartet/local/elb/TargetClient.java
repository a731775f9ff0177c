package dev.quartet.local.elb;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP client by which load balancers reach their targets: adds nothing of its own. Thread-safe. */
final class TargetClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TargetClient.class);
    /** See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 10_000;
    private static final int HEADER_BYTES = 96 * 1024;
    private static final long FORGET_MILLIS = 60_000;

    private final HttpClient client;

    /** Starts it. */
    TargetClient() {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("targets");
        threads.setDaemon(true);
        client = new HttpClient(new HttpClientTransportDynamic());
        client.setExecutor(threads);
        client.setConnectTimeout(CONNECT.toMillis());
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
        client.setDestinationIdleTimeout(FORGET_MILLIS); // targets come and go
        client.setRequestBufferSize(HEADER_BYTES);
        client.setMaxResponseHeadersSize(64 * 1024);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the targets' HTTP client does not start", e);
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
            log.warn("the targets' HTTP client did not stop cleanly", e);
        }
    }
}
