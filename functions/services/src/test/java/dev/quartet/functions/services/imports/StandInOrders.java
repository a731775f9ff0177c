package dev.quartet.functions.services.imports;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orders service's front door: one order a key, answers as it is told. */
final class StandInOrders implements AutoCloseable {
    record Request(String key, String correlationId, JsonNode body) {}

    /** What comes instead of an order; null for an order. */
    @FunctionalInterface
    interface Answering {
        String status(Request request);
    }

    private static final JsonMapper JSON = new JsonMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    /** Order ids by key. */
    final Map<String, String> placed = new ConcurrentHashMap<>();

    private final AtomicInteger number = new AtomicInteger();
    volatile Answering answering = request -> null;

    StandInOrders() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/orders", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestHeaders().getFirst("X-Correlation-Id"),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            requests.add(request);
            String problem = answering.status(request);
            if (problem == null) {
                String id = placed.computeIfAbsent(request.key(), key -> "%032x".formatted(number.incrementAndGet()));
                answer(exchange, 201, "{\"id\":\"" + id + "\",\"status\":\"CONFIRMED\"}");
            } else {
                String[] parts = problem.split(" ", 2);
                answer(
                        exchange,
                        Integer.parseInt(parts[0]),
                        "{\"title\":\"" + parts[1] + "\",\"detail\":\"" + parts[1] + ".\"}");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
