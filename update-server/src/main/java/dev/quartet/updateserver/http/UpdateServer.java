package dev.quartet.updateserver.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.updateserver.config.Settings;
import dev.quartet.updateserver.log.AccessLog;
import dev.quartet.updateserver.releases.Readiness;
import dev.quartet.updateserver.releases.Releases;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server, on virtual threads. Thread-safe. */
public final class UpdateServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UpdateServer.class);
    private static final Duration LOOKED = Duration.ofSeconds(1);
    private static final int HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final Readiness readiness;

    private UpdateServer(Server server, ServerConnector connector, Readiness readiness) {
        this.server = server;
        this.connector = connector;
        this.readiness = readiness;
    }

    /** Starts it; throws {@link IOException} naming address and port when they are taken. */
    public static UpdateServer start(Settings settings, AccessLog accessLog) throws IOException {
        requireNonNull(settings, "settings is null");
        requireNonNull(accessLog, "accessLog is null");
        var releases = new Releases(settings.root(), settings.mounted());
        var readiness = new Readiness(releases, LOOKED).start();
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Thread::startVirtualThread);
        var server = new Server(threads);
        var connector = connector(server, settings);
        server.addConnector(connector);
        var handler = new ReleaseHandler(releases, readiness, new FileSender(server.getByteBufferPool()));
        server.setHandler(new GracefulHandler(new LoggedHandler(handler, accessLog)));
        server.setStopTimeout(settings.drain().toMillis());
        server.setErrorHandler(UpdateServer::plainly);
        try {
            server.start();
        } catch (Exception e) {
            readiness.close();
            stop(server);
            throw new IOException(
                    "cannot listen on %s:%d: %s".formatted(settings.bind(), settings.port(), e.getMessage()), e);
        }
        return new UpdateServer(server, connector, readiness);
    }

    private static ServerConnector connector(Server server, Settings settings) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // The server judges encoded paths itself, and answers 404 to what leads astray.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                var endPoint = new SendfileEndPoint(channel, selector, key, getScheduler());
                endPoint.setIdleTimeout(getIdleTimeout());
                return endPoint;
            }
        };
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    /** Returns the port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Returns if it can serve. */
    public Readiness readiness() {
        return readiness;
    }

    /** Says 503 to health checks, lets what is under way end within the drain time, and stops. */
    @Override
    public void close() {
        readiness.stopping();
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("downloads were still under way: {}", e.getMessage());
        }
    }

    /** What never reached the handler, without Jetty's page. */
    private static boolean plainly(Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Type", "text/plain; charset=utf-8").put("Cache-Control", "no-store");
        Response.writeError(
                request, response, callback, response.getStatus(), HttpStatus.getMessage(response.getStatus()));
        return true;
    }
}
