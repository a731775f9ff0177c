package dev.quartet.local.cloudfront.function;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published CloudFront function: its own code, in as many contexts as run at once. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html">runtime
 * 2.0</a>.
 */
public final class EdgeFunction implements AutoCloseable {
    /** The most that CloudFront takes. */
    public static final int MOST_BYTES = 10 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern MODULE = Pattern.compile("(?m)^\\s*import\\s");
    private static final AtomicBoolean PREPARED = new AtomicBoolean();
    private static final long MOST_MILLIS = 10_000;
    private static final int MOST_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final String name;
    private final Source code;
    private final Engine engine;
    private final Log log;
    private final Deque<JavaScript> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("function-watchdog").factory());
    private volatile boolean closed;

    /** Where lines of {@code console.log} and errors go. */
    @FunctionalInterface
    public interface Log {
        /** Takes one run's lines. */
        void lines(String requestId, Iterable<String> lines);
    }

    /**
     * Creates it. Throws {@link IllegalArgumentException} saying why the code cannot be: over 10 kB, not JavaScript, without
     * a handler.
     */
    public EdgeFunction(String name, String code, Log log) {
        this.name = requireNonNull(name, "name is null");
        this.log = requireNonNull(log, "log is null");
        int bytes = code.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the code has %d bytes; at most %d are allowed".formatted(bytes, MOST_BYTES));
        }
        if (MODULE.matcher(code).find()) {
            throw new IllegalArgumentException("it imports a module, and the local cloud has none of CloudFront's");
        }
        this.code = Source.newBuilder("js", code, name + ".js").buildLiteral();
        this.engine = JavaScript.engine();
        watchdog.setRemoveOnCancelPolicy(true);
        try {
            idle.push(JavaScript.load(engine, this.code));
        } catch (IllegalArgumentException e) {
            close();
            throw e;
        }
    }

    /** Loads the engine itself, which takes its time once: in the background, while other resources are made. */
    public static void prepare() {
        if (PREPARED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("function-engine").start(() -> new EdgeFunction(
                            "prepare", "function handler(event) { return event; }", (requestId, lines) -> {})
                    .close());
        }
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Runs the handler; returns its result as it is. */
    JsonNode call(ObjectNode event, String requestId) throws ViewerFunctionException {
        try {
            return result(execute(JSON.writeValueAsString(event)), requestId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewerFunctionException(false, name + " was interrupted");
        } catch (IllegalStateException e) {
            throw failed(requestId, String.valueOf(e.getMessage()));
        }
    }

    /** Returns a failure that the function's log tells too. */
    ViewerFunctionException invalid(String requestId, String why) {
        log.lines(requestId, List.of("ERROR: The CloudFront function returned an invalid value: " + why));
        return new ViewerFunctionException(true, "%s: %s".formatted(name, why));
    }

    @Override
    public void close() {
        closed = true;
        watchdog.shutdownNow();
        engine.close(true);
    }

    private ViewerFunctionException failed(String requestId, String why) {
        log.lines(requestId, List.of("ERROR: " + why));
        return new ViewerFunctionException(false, "%s: %s".formatted(name, why));
    }

    private JsonNode result(String outcome, String requestId) throws ViewerFunctionException {
        var answer = JSON.readTree(outcome);
        var lines = new ArrayDeque<String>();
        answer.path("lines").forEach(line -> lines.add(line.asString("")));
        if (!lines.isEmpty()) {
            log.lines(requestId, lines);
        }
        if (answer.has("error")) {
            throw failed(requestId, answer.path("error").asString(""));
        }
        return answer.path("result");
    }

    private String execute(String event) throws InterruptedException {
        places.acquire();
        try {
            if (closed) {
                throw new IllegalStateException(name + " is gone");
            }
            var free = idle.poll();
            var script = free == null ? JavaScript.load(engine, code) : free;
            var alarm = watchdog.schedule(script::close, MOST_MILLIS, TimeUnit.MILLISECONDS);
            boolean reusable = false;
            try {
                var outcome = script.run(event);
                reusable = alarm.cancel(false);
                return outcome;
            } finally {
                if (reusable) {
                    idle.push(script);
                } else {
                    script.close();
                }
            }
        } finally {
            places.release();
        }
    }
}
