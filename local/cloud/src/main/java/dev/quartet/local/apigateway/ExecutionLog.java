package dev.quartet.local.apigateway;

import dev.quartet.local.core.LogSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stage's execution log: why a request failed. Causes also go to the local cloud's own log. Thread-safe. */
final class ExecutionLog {
    private static final Logger log = LoggerFactory.getLogger(ExecutionLog.class);

    private final LogSink logs;
    private final String group;
    private final String api;

    ExecutionLog(LogSink logs, StageInfo stage) {
        this.logs = logs;
        this.group = "API-Gateway-Execution-Logs_" + stage.apiId() + "/" + stage.stage();
        this.api = stage.apiName() + "/" + stage.stage();
    }

    /** Says how {@code call} ended, as much as {@code level} asks for. */
    void record(ApiCall call, MethodSettings.LoggingLevel level) {
        var failure = call.failure();
        if (failure != null && !failure.logCause().isEmpty()) {
            log.warn("{} {} {}: {}", api, call.exchange().method(), call.path(), failure.logCause());
        }
        if (level == MethodSettings.LoggingLevel.OFF) {
            return;
        }
        var id = "(" + call.requestId() + ") ";
        if (failure != null) {
            var cause = failure.logCause().isEmpty() ? failure.message() : failure.logCause();
            append(id + cause);
            append(id + "Gateway response type: " + failure.type() + " with status code: " + call.status());
        } else if (level == MethodSettings.LoggingLevel.INFO) {
            append(id + "HTTP Method: " + call.exchange().method() + ", Resource Path: " + call.path());
            append(id + "Method completed with status: " + call.status());
        }
    }

    private void append(String line) {
        logs.createGroup(group); // API Gateway's own group: no program declares it
        logs.append(group, "execution", line);
    }
}
