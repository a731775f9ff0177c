package dev.quartet.functions.blog.welcome;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SES v2's SendEmail over HTTP: takes mails, and fails as it is told. */
final class FakeSes implements AutoCloseable {
    /** What comes instead of an answer. */
    @FunctionalInterface
    interface Failure {
        void happen(HttpExchange exchange) throws IOException;
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    /** The mails that SES took. */
    final List<JsonNode> mails = new CopyOnWriteArrayList<>();
    /** Every request, refused ones included. */
    final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    FakeSes() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v2/email/outbound-emails", this::send);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeSes failing(int times, Failure failure) {
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
        return this;
    }

    /** An error as SES answers it. */
    static Failure error(int status, String type) {
        return exchange -> {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", type);
            answer(exchange, status, "{\"message\":\"" + type + " for the test\"}");
        };
    }

    /** The mail is taken, but no answer ever comes. */
    Failure takenInSilence() {
        return exchange -> mails.add(requests.getLast());
    }

    private void send(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        Failure failure = failures.poll();
        if (failure != null) {
            failure.happen(exchange);
            return;
        }
        take(exchange);
    }

    /** Takes the mail, and says so. */
    void take(HttpExchange exchange) throws IOException {
        mails.add(requests.getLast());
        answer(exchange, 200, "{\"MessageId\":\"message-" + mails.size() + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
