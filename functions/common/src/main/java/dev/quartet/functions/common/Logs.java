package dev.quartet.functions.common;

import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Structured logs: one JSON object a line on stdout, which Lambda puts into the function's log group. Every line bears the id of
 * the request being handled. For one thread, as a Lambda process handles one request at a time.
 */
public final class Logs {
    private final PrintStream out;
    private final Clock clock;
    private @Nullable String requestId;
    private @Nullable String correlationId;

    public Logs(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    public void startRequest(String id) {
        requestId = id;
        correlationId = null;
    }

    /** What every line bears from now on, until the next request or record: the id that runs through all hops of one cause. */
    public void correlate(@Nullable String id) {
        correlationId = id;
    }

    public void info(String message, Map<String, ?> fields) {
        line("INFO", message, fields);
    }

    public void warn(String message, Map<String, ?> fields) {
        line("WARN", message, fields);
    }

    /** With the failure's type, message and the frames that lead to it; never with what a client sent. */
    public void error(String message, Throwable failure) {
        error(message, failure, Map.of());
    }

    /** With what it was done for beside it. */
    public void error(String message, Throwable failure, Map<String, ?> done) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(done);
        fields.put("error", failure.getClass().getName());
        fields.put("reason", String.valueOf(failure.getMessage()));
        StringBuilder stack = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            stack.append(t.getClass().getName()).append('\n');
            for (StackTraceElement frame : t.getStackTrace()) {
                stack.append("\tat ").append(frame).append('\n');
            }
        }
        fields.put("stack", stack.toString());
        line("ERROR", message, fields);
    }

    private void line(String level, String message, Map<String, ?> fields) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("level", level);
        if (requestId != null) {
            line.put("requestId", requestId);
        }
        line.put("message", message);
        line.putAll(fields);
        write(line);
    }

    /** In one write, so that lines never mix. */
    void write(Map<String, @Nullable Object> line) {
        if (correlationId != null) {
            line.putIfAbsent("correlationId", correlationId);
        }
        byte[] json = Json.bytes(line);
        byte[] whole = new byte[json.length + 1];
        System.arraycopy(json, 0, whole, 0, json.length);
        whole[json.length] = '\n';
        out.write(whole, 0, whole.length);
        out.flush();
    }
}
