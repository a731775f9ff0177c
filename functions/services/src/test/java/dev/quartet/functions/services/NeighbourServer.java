package dev.quartet.functions.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quartet.functions.data.ApiHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's real function over real HTTP, one process for each request; what is sent to it can go wrong in every way. */
public final class NeighbourServer implements AutoCloseable {
    /** A request as it came. */
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    /** What happens to a request: whoever takes it may do the work, now, later or not at all, and answer or not. */
    @FunctionalInterface
    public interface Fault {
        void happen(HttpExchange exchange, Work work) throws IOException;
    }

    /** Does what the request asks for, and says what is to be answered. */
    @FunctionalInterface
    public interface Work {
        JsonNode done();
    }

    @FunctionalInterface
    private interface Format {
        Map<String, Object> event(Request request);
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Supplier<ApiHandler> process;
    private final Format format;

    private NeighbourServer(Supplier<ApiHandler> process, Format format) {
        this.process = process;
        this.format = format;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public static NeighbourServer httpApi(Supplier<ApiHandler> process) {
        return new NeighbourServer(process, NeighbourServer::httpEvent);
    }

    public static NeighbourServer loadBalancer(Supplier<ApiHandler> process) {
        return new NeighbourServer(process, NeighbourServer::balancedEvent);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    /** The next requests, so many. */
    public NeighbourServer failing(int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
        return this;
    }

    public void reset() {
        faults.clear();
        requests.clear();
    }

    /** Nothing is done, and this is answered. */
    public static Fault answering(int status) {
        return (exchange, work) -> answer(exchange, status, "{\"message\":\"for the test\"}");
    }

    /** Nothing is done, and the connection breaks. */
    public static Fault breaking() {
        return (exchange, work) -> exchange.close();
    }

    /** It is done, but the connection breaks before the answer. */
    public static Fault losingTheAnswer() {
        return (exchange, work) -> {
            work.done();
            exchange.close();
        };
    }

    /** The connection breaks, and it is done whenever whoever asked for it runs the work. */
    public static Fault delaying(List<Work> later) {
        return (exchange, work) -> {
            later.add(work);
            exchange.close();
        };
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getLast()));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            Work work = () ->
                    JSON.readTree(process.get().handle(JSON.writeValueAsBytes(format.event(request)), "neighbour"));
            Fault fault = faults.poll();
            if (fault != null) {
                fault.happen(exchange, work);
                return;
            }
            JsonNode done;
            try {
                done = work.done();
            } catch (Error died) {
                answer(exchange, 502, "{\"message\":\"Internal server error\"}");
                return;
            }
            answer(exchange, done.path("statusCode").asInt(), done.path("body").asString(""));
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, Object> httpEvent(Request request) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", request.path());
        event.put("rawQueryString", "");
        event.put("headers", request.headers());
        event.put("requestContext", Map.of("http", Map.of("method", request.method())));
        event.put("body", new String(request.body(), StandardCharsets.UTF_8));
        event.put("isBase64Encoded", false);
        return event;
    }

    private static Map<String, Object> balancedEvent(Request request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(
                "requestContext",
                Map.of("elb", Map.of("targetGroupArn", "arn:aws:elasticloadbalancing:::targetgroup")));
        event.put("httpMethod", request.method());
        event.put("path", request.path());
        event.put("multiValueHeaders", headers);
        event.put("multiValueQueryStringParameters", Map.of());
        event.put("body", new String(request.body(), StandardCharsets.UTF_8));
        event.put("isBase64Encoded", false);
        return event;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
