package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How functions are run. Immutable.
 *
 * @param runtimeClassPath what goes before the function's own class path: lambda-runtime.jar
 * @param maxProcesses how many function processes may run at once
 * @param idleTimeout after which a process without work ends; one of a version stays
 * @param capacityWait how long a call waits for a process while all are busy, before it is throttled
 * @param startupCaches where what is learned of a start is kept for the next ones, over runs; without it nothing is learned
 * @param endpoints more variables for the processes, asked for at each start: {@code AWS_ENDPOINT_URL_DAX}, …
 */
public record LambdaOptions(
        List<Path> runtimeClassPath,
        int maxProcesses,
        Duration idleTimeout,
        Duration capacityWait,
        Optional<Path> startupCaches,
        Supplier<Map<String, String>> endpoints) {
    public LambdaOptions {
        // Absolute, as the processes start in folders of their own.
        runtimeClassPath = runtimeClassPath.stream().map(Path::toAbsolutePath).toList();
        startupCaches = startupCaches.map(Path::toAbsolutePath);
        requireNonNull(idleTimeout, "idleTimeout is null");
        requireNonNull(capacityWait, "capacityWait is null");
        requireNonNull(endpoints, "endpoints is null");
        if (maxProcesses < 1) {
            throw new IllegalArgumentException("max-processes is %d; allowed is 1 or more".formatted(maxProcesses));
        }
    }

    /**
     * Returns the usual options: 4 processes a core, which end after 5 idle minutes, 10 s of patience, and start-up caches beside
     * the runtime.
     */
    public static LambdaOptions of(Path runtimeJar, Supplier<Map<String, String>> endpoints) {
        return new LambdaOptions(
                List.of(runtimeJar),
                4 * Runtime.getRuntime().availableProcessors(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Optional.of(runtimeJar.toAbsolutePath().resolveSibling("startup")),
                endpoints);
    }

    /** Returns these options with start-up caches elsewhere. */
    public LambdaOptions withStartupCaches(Path folder) {
        return new LambdaOptions(
                runtimeClassPath, maxProcesses, idleTimeout, capacityWait, Optional.of(folder), endpoints);
    }

    /** Returns these options with another cap. */
    public LambdaOptions withMaxProcesses(int processes) {
        return new LambdaOptions(runtimeClassPath, processes, idleTimeout, capacityWait, startupCaches, endpoints);
    }
}
