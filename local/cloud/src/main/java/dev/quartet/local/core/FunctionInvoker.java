package dev.quartet.local.core;

import java.util.Optional;

/** AWS Lambda as other services call it. Thread-safe; blocks (virtual threads). */
public interface FunctionInvoker {
    /**
     * Invokes synchronously. Throws {@link AwsException} when it is not allowed ({@code AccessDeniedException}), unknown
     * ({@code ResourceNotFoundException}), too large or throttled ({@code TooManyRequestsException}); a failure inside the
     * function is in the result.
     *
     * @param functionArn with or without alias or version
     * @param sourceArn who calls for whom, for the permission's SourceArn; empty when a role calls
     */
    Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn);

    /**
     * Queues an asynchronous invocation; returns its request id. Lambda tries it again and tells its destination what became
     * of it. Throws {@link AwsException} as {@link #invoke} does, also when 256 kB are exceeded; a function that is throttled
     * gets its event later.
     *
     * @param functionArn with or without alias or version
     * @param sourceArn who calls for whom, for the permission's SourceArn; empty when a role calls
     */
    String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn);

    /**
     * Returns when {@code caller} may invoke a function that exists; throws as {@link #invoke} does otherwise. Stand-ins that
     * know no permissions let everybody in.
     */
    default void requireInvocable(Caller caller, String functionArn, Optional<String> sourceArn) {}

    /**
     * What came back.
     *
     * @param functionError {@code Handled}, {@code Unhandled}, or empty when it went well
     * @param executedVersion the version that ran
     */
    record Result(byte[] payload, Optional<String> functionError, String executedVersion) {}
}
