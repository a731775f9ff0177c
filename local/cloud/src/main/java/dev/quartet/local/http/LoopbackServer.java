package dev.quartet.local.http;

import java.io.IOException;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server on 127.0.0.1 whose handlers run on virtual threads. Thread-safe. */
public final class LoopbackServer implements AutoCloseable {
    /** The only address the local cloud listens on. */
    public static final String ADDRESS = "127.0.0.1";

    private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int MOST_SELECTORS = 8;

    private final Server server;
    private final ServerConnector connector;

    private LoopbackServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any free one
     * @throws IOException naming the port when it is taken
     */
    public static LoopbackServer start(int port, HttpHandler handler) throws IOException {
        return start(port, handler, ServerLimits.of(handler));
    }

    /**
     * Starts a server whose clients may wait for an answer for ever, as Lambda's runtimes do.
     *
     * @param port 0 for any free one
     * @throws IOException naming the port when it is taken
     */
    public static LoopbackServer startPatient(int port, HttpHandler handler) throws IOException {
        return start(port, handler, ServerLimits.PATIENT);
    }

    /**
     * Starts a server that bears with its clients as {@code limits} say.
     *
     * @param port 0 for any free one
     * @throws IOException naming the port when it is taken
     */
    public static LoopbackServer start(int port, HttpHandler handler, ServerLimits limits) throws IOException {
        // What answers on the network's threads needs one for each core.
        int selectors = handler instanceof PromptHandler
                ? Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_SELECTORS)
                : 1;
        var threads = new QueuedThreadPool(7 + selectors, 1);
        threads.setName("http-" + port);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-" + port + "-", 0).factory()));
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(limits.headerBytes());
        // Signatures cover headers as they were sent: charset=UTF-8 must not become charset=utf-8.
        configuration.setHeaderCacheCaseSensitive(true);
        // Services judge paths themselves: S3 keys hold encoded slashes and empty segments.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        var connector = new ServerConnector(server, 1, selectors, new HttpConnectionFactory(configuration));
        connector.setHost(ADDRESS);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(
                handler instanceof PromptHandler prompt ? new PromptBridge(prompt, threads) : new Bridge(handler));
        server.setErrorHandler(new MalformedRequests(limits.headerBytes()));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException("cannot listen on %s:%d: %s".formatted(ADDRESS, port, e.getMessage()), e);
        }
        return new LoopbackServer(server, connector);
    }

    /** Returns the port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Returns how many connections are open. */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("a server did not stop cleanly", e);
        }
    }

    /** Jetty's handler around ours. */
    private static final class Bridge extends Handler.Abstract {
        private final HttpHandler handler;

        Bridge(HttpHandler handler) {
            this.handler = handler;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            serve(handler, new JettyExchange(request, response, callback));
            return true;
        }

        static void serve(HttpHandler handler, JettyExchange exchange) {
            try {
                handler.handle(exchange);
                exchange.complete();
            } catch (Throwable e) { // the last resort of every request: nothing may leave it unanswered
                exchange.fail(e);
            }
        }
    }

    /** Jetty's handler around one of ours that answers at once what it can; the rest goes to virtual threads. */
    private static final class PromptBridge extends Handler.Abstract {
        private final PromptHandler handler;
        private final QueuedThreadPool threads;

        PromptBridge(PromptHandler handler, QueuedThreadPool threads) {
            super(InvocationType.NON_BLOCKING);
            this.handler = handler;
            this.threads = threads;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            var exchange = new JettyExchange(request, response, callback);
            PromptAnswer answer;
            try {
                answer = handler.answer(exchange);
            } catch (RuntimeException e) {
                exchange.fail(e);
                return true;
            }
            if (answer == null) {
                var virtual = threads.getVirtualThreadsExecutor();
                (virtual == null ? threads : virtual).execute(() -> Bridge.serve(handler, exchange));
            } else {
                exchange.send(answer);
            }
            return true;
        }
    }
}
