package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How functions are run. Immutable.
 *
 * @param runtimeClassPath what goes before the function's own class path: lambda-runtime.jar
 * @param maxProcesses how many function processes may run at once
 * @param idleTimeout after which a process without work ends; one of a version stays
 * @param capacityWait how long a call waits for a process while all are busy, before it is throttled
 * @param endpoints more variables for the processes, asked for at each start: {@code AWS_ENDPOINT_URL_DAX}, …
 */
public record LambdaOptions(
        List<Path> runtimeClassPath,
        int maxProcesses,
        Duration idleTimeout,
        Duration capacityWait,
        Supplier<Map<String, String>> endpoints) {
    public LambdaOptions {
        runtimeClassPath = List.copyOf(runtimeClassPath);
        requireNonNull(idleTimeout, "idleTimeout is null");
        requireNonNull(capacityWait, "capacityWait is null");
        requireNonNull(endpoints, "endpoints is null");
        if (maxProcesses < 1) {
            throw new IllegalArgumentException("max-processes is %d; allowed is 1 or more".formatted(maxProcesses));
        }
    }

    /** Returns the usual options: 4 processes a core, which end after 5 idle minutes, and 2 s of patience. */
    public static LambdaOptions of(Path runtimeJar, Supplier<Map<String, String>> endpoints) {
        return new LambdaOptions(
                List.of(runtimeJar),
                4 * Runtime.getRuntime().availableProcessors(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                endpoints);
    }

    /** Returns these options with another cap. */
    public LambdaOptions withMaxProcesses(int processes) {
        return new LambdaOptions(runtimeClassPath, processes, idleTimeout, capacityWait, endpoints);
    }
}
