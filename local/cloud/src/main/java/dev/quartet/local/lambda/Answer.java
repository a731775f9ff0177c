package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of an event.
 *
 * @param errorType Lambda's or the function's own name of the failure, when it failed
 */
record Answer(byte[] payload, Optional<String> errorType) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SIGNALS = 128;
    private static final int KILL = 9;

    Answer {
        requireNonNull(payload, "payload is null");
    }

    static Answer response(byte[] payload) {
        return new Answer(payload, Optional.empty());
    }

    /** A failure that the runtime reported, in its own JSON. */
    static Answer reported(byte[] payload, String errorType) {
        return new Answer(payload, Optional.of(errorType));
    }

    static Answer timedOut(String requestId, int seconds) {
        return failure(
                "Sandbox.Timedout",
                "RequestId: %s Error: Task timed out after %d.00 seconds".formatted(requestId, seconds));
    }

    static Answer exited(String requestId, int exitCode) {
        var reason =
                switch (exitCode) {
                    case 0 -> "Runtime exited without providing a reason";
                    case SIGNALS + KILL -> "Runtime exited with error: signal: killed";
                    default ->
                        exitCode > SIGNALS
                                ? "Runtime exited with error: signal: " + (exitCode - SIGNALS)
                                : "Runtime exited with error: exit status " + exitCode;
                };
        return failure("Runtime.ExitError", "RequestId: %s Error: %s".formatted(requestId, reason));
    }

    static Answer responseTooLarge(long size) {
        return failure(
                "Function.ResponseSizeTooLarge",
                "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
                        .formatted(size, LambdaLimits.SYNCHRONOUS_PAYLOAD));
    }

    /** What an invocation ends with when its failure was asked for. */
    static Answer injected(String requestId) {
        return failure(
                "Quartet.InjectedFailure",
                "RequestId: %s Error: the work was done, and its answer replaced by this failure".formatted(requestId));
    }

    boolean failed() {
        return errorType.isPresent();
    }

    private static Answer failure(String errorType, String message) {
        var json = JSON.writeValueAsString(Map.of("errorType", errorType, "errorMessage", message));
        return new Answer(json.getBytes(StandardCharsets.UTF_8), Optional.of(errorType));
    }
}
