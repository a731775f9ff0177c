package dev.quartet.local.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The Runtime API's server side: hands out events, collects what is answered. */
final class FakeRuntimeApi implements AutoCloseable {
    /** One POST that the runtime made. */
    record Post(String path, String errorType, String body) {}

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private int count;

    FakeRuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/2018-06-01/runtime/invocation/next", this::next);
        server.createContext("/", this::post);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void send(String event) {
        events.add(event);
    }

    Post takePost() throws InterruptedException {
        Post post = posts.poll(60, TimeUnit.SECONDS);
        if (post == null) {
            throw new AssertionError("the runtime posted nothing in 60 s");
        }
        return post;
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
            count++;
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-" + count);
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 60_000));
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:::function:f");
            exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", "Root=1-2-3");
            // Length 0 means chunked: every second event is, so that both framings are read.
            exchange.sendResponseHeaders(200, count % 2 == 0 ? 0 : event.length);
            exchange.getResponseBody().write(event);
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void post(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String errorType = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        posts.add(new Post(exchange.getRequestURI().getPath(), errorType == null ? "" : errorType, body));
    }

    /** Starts a runtime process on the test's own class path. */
    Process start(String handler, String initializationType) {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LambdaMain.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", address());
        builder.environment().put("_HANDLER", handler);
        builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
