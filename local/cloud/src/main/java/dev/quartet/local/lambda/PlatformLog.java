package dev.quartet.local.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lambda's own log lines, in text or as <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">platform events</a>. Thread-safe.
 */
final class PlatformLog {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double NANOS_PER_MILLI = 1e6;

    private final FunctionVersion version;
    private final FunctionLog lines;
    private final Clock clock;

    PlatformLog(FunctionVersion version, FunctionLog lines, Clock clock) {
        this.version = version;
        this.lines = lines;
        this.clock = clock;
    }

    void start(String requestId) {
        if (version.logging().json()) {
            event("platform.start", Map.of("requestId", requestId, "version", version.version()));
        } else {
            lines.line("START RequestId: %s Version: %s".formatted(requestId, version.version()));
        }
    }

    /** Says that initialisation failed. */
    void initReport(Duration duration, String errorType) {
        if (version.logging().json()) {
            event(
                    "platform.initReport",
                    Map.of(
                            "phase",
                            "init",
                            "status",
                            "error",
                            "errorType",
                            errorType,
                            "metrics",
                            Map.of("durationMs", millis(duration))));
        } else {
            lines.line("INIT_REPORT Init Duration: %s ms\tPhase: init\tStatus: error\tError Type: %s"
                    .formatted(text(duration), errorType));
        }
    }

    /**
     * Says how an invocation ended.
     *
     * @param init how long initialisation took, for the first invocation after it
     * @param maxMemory the process's greatest resident size so far, in MB, where the system tells
     */
    void report(
            String requestId,
            Duration duration,
            Optional<Duration> init,
            OptionalLong maxMemory,
            Optional<String> errorType) {
        long billed = (long) Math.ceil(millis(duration.plus(init.orElse(Duration.ZERO))));
        if (version.logging().json()) {
            var metrics = JSON.createObjectNode()
                    .put("durationMs", millis(duration))
                    .put("billedDurationMs", billed)
                    .put("memorySizeMB", version.memorySize());
            maxMemory.ifPresent(size -> metrics.put("maxMemoryUsedMB", size));
            init.ifPresent(time -> metrics.put("initDurationMs", millis(time)));
            var record = JSON.createObjectNode().put("requestId", requestId);
            record.set("metrics", metrics);
            record.put("status", errorType.isPresent() ? "error" : "success");
            errorType.ifPresent(type -> record.put("errorType", type));
            event("platform.report", record);
            return;
        }
        var line = new StringBuilder("REPORT RequestId: %s\tDuration: %s ms\tBilled Duration: %d ms\tMemory Size: %d MB"
                .formatted(requestId, text(duration), billed, version.memorySize()));
        maxMemory.ifPresent(
                size -> line.append("\tMax Memory Used: ").append(size).append(" MB"));
        init.ifPresent(
                time -> line.append("\tInit Duration: ").append(text(time)).append(" ms"));
        errorType.ifPresent(type -> line.append("\tStatus: ")
                .append(type.equals("Sandbox.Timedout") ? "timeout" : "error\tError Type: " + type));
        lines.line("END RequestId: " + requestId);
        lines.line(line.toString());
    }

    private void event(String type, Object record) {
        ObjectNode event =
                JSON.createObjectNode().put("time", clock.instant().toString()).put("type", type);
        event.set("record", JSON.valueToTree(record));
        lines.line(JSON.writeValueAsString(event));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / NANOS_PER_MILLI * 100) / 100.0;
    }

    private static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / NANOS_PER_MILLI);
    }
}
