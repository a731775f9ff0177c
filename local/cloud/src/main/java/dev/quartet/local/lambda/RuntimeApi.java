package dev.quartet.local.lambda;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> of one process, on a port of
 * its own: no process can take or answer another's events. Thread-safe.
 */
final class RuntimeApi implements HttpHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RuntimeApi.class);
    private static final String ROOT = "/2018-06-01/runtime";
    private static final int MOST_ERROR_BYTES = 1 << 20;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final Duration timeout;
    private final Runnable polled;
    private final Consumer<Answer> initFailed;
    private final BlockingQueue<Optional<Pending>> mailbox = new LinkedBlockingQueue<>();
    private volatile Optional<Pending> current = Optional.empty();

    /**
     * Creates it.
     *
     * @param timeout the function's
     * @param polled called when the process asks for an event: it is initialised, and done with the last one
     * @param initFailed called when the process reports that it could not initialise
     */
    RuntimeApi(Duration timeout, Runnable polled, Consumer<Answer> initFailed) {
        this.timeout = timeout;
        this.polled = polled;
        this.initFailed = initFailed;
    }

    /** Hands an event to the process; completes with what it answers. One at a time. */
    CompletableFuture<Answer> offer(Event event) {
        return offer(event, Optional.empty());
    }

    /** Hands an event to the process, whose answer nobody gets: {@code answered} runs instead, and no answer is accepted. */
    CompletableFuture<Answer> offer(Event event, Runnable answered) {
        return offer(event, Optional.of(answered));
    }

    private CompletableFuture<Answer> offer(Event event, Optional<Runnable> lost) {
        var pending = new Pending(event, new CompletableFuture<>(), lost);
        current = Optional.of(pending);
        mailbox.add(Optional.of(pending));
        return pending.answer;
    }

    /** Answers the present event, if it is not answered yet, for a process that has ended. */
    void abandon(int exitCode) {
        current.ifPresent(pending -> pending.answer.complete(Answer.exited(pending.event.requestId(), exitCode)));
    }

    /** Lets a process that waits for events go. */
    @Override
    public void close() {
        mailbox.add(Optional.empty());
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        var path = exchange.rawPath();
        if (path.equals(ROOT + "/invocation/next") && exchange.method().equals("GET")) {
            next(exchange);
            return;
        }
        if (path.equals(ROOT + "/init/error") && exchange.method().equals("POST")) {
            initFailed.accept(reported(exchange));
            accepted(exchange);
            return;
        }
        var parts = path.startsWith(ROOT + "/invocation/")
                ? path.substring(ROOT.length() + "/invocation/".length()).split("/", 2)
                : new String[0];
        var pending = current;
        if (parts.length < 2
                || pending.isEmpty()
                || !pending.get().event.requestId().equals(parts[0])
                || !exchange.method().equals("POST")) {
            error(exchange, 400, "InvalidRequestID", "Invalid request ID");
            return;
        }
        if (pending.get().lost.isPresent()) {
            pending.get().lost.get().run();
            exchange.abort();
            return;
        }
        switch (parts[1]) {
            case "response" -> response(exchange, pending.get());
            case "error" -> {
                pending.get().answer.complete(reported(exchange));
                accepted(exchange);
            }
            default -> error(exchange, 404, "NotFound", "Not Found");
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        polled.run();
        var pending = mailbox.take();
        if (pending.isEmpty()) {
            gone(exchange);
            return;
        }
        var event = pending.get().event;
        var headers = new LinkedHashMap<>(JSON);
        headers.put("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        headers.put("Lambda-Runtime-Invoked-Function-Arn", event.functionArn());
        headers.put("Lambda-Runtime-Trace-Id", event.traceId());
        exchange.respond(200, headers, event.payload());
    }

    private static void gone(HttpExchange exchange) {
        try {
            error(exchange, 410, "Gone", "The environment is closed");
        } catch (IOException e) {
            log.debug("the process is gone as well", e);
        }
    }

    private static void response(HttpExchange exchange, Pending pending) throws IOException {
        byte[] payload;
        try {
            payload = exchange.body(LambdaLimits.SYNCHRONOUS_PAYLOAD);
        } catch (BodyTooLargeException e) {
            long size = exchange.header("Content-Length").map(Long::parseLong).orElse(-1L);
            // Read to its end: a client that is still sending would not see the answer.
            exchange.body().skip(Long.MAX_VALUE);
            pending.answer.complete(Answer.responseTooLarge(size));
            error(exchange, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
            return;
        }
        pending.answer.complete(Answer.response(payload));
        accepted(exchange);
    }

    private static Answer reported(HttpExchange exchange) throws IOException {
        var type = exchange.header("Lambda-Runtime-Function-Error-Type").orElse("Runtime.Unknown");
        return Answer.reported(exchange.body(MOST_ERROR_BYTES), type);
    }

    private static void accepted(HttpExchange exchange) throws IOException {
        exchange.respond(202, JSON, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void error(HttpExchange exchange, int status, String type, String message) throws IOException {
        var body = "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}".formatted(message, type);
        exchange.respond(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    /** @param lost runs instead of the answer, when nobody is to get it */
    private record Pending(Event event, CompletableFuture<Answer> answer, Optional<Runnable> lost) {}
}
