package dev.quartet.local.lambda.eventsource;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import java.time.Duration;

/** Lambda's functions as its own mappings call them: no permission is asked, as Lambda itself calls. Thread-safe; blocks. */
public interface MappedFunctions {
    /** Returns what a name, with or without alias, or an ARN means; throws {@code ResourceNotFoundException}. */
    MappedFunction function(String nameOrArn);

    /** Invokes; throws {@link AwsException} when it is throttled or cannot run at all. */
    FunctionInvoker.Result invoke(MappedFunction function, byte[] payload, String requestId);

    /** Adds to the function's IteratorAge. */
    void iteratorAge(MappedFunction function, double millis);

    /** Counts a destination that could not be written to. */
    void destinationFailed(MappedFunction function);

    /**
     * A function.
     *
     * @param arn with the alias or version, where one was named
     * @param role of the function, as a caller
     */
    record MappedFunction(String arn, String name, Caller role, Duration timeout) {
        public MappedFunction {
            requireNonNull(arn, "arn is null");
            requireNonNull(name, "name is null");
            requireNonNull(role, "role is null");
            requireNonNull(timeout, "timeout is null");
        }
    }
}
