package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

/**
 * One event for a process.
 *
 * @param functionArn as the caller named it
 * @param traceId X-Ray's header
 */
record Event(String requestId, String functionArn, String traceId, byte[] payload) {
    Event {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(functionArn, "functionArn is null");
        requireNonNull(traceId, "traceId is null");
        requireNonNull(payload, "payload is null");
    }
}
