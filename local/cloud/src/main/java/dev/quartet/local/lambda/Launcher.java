package dev.quartet.local.lambda;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts processes of function versions. Thread-safe. */
final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);
    private static final Duration LEARNING = Duration.ofMinutes(3);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CloudContext context;
    private final LambdaOptions options;
    private final ChildProcesses processes;
    private final RoleSessions roles;
    private final Authorizer authorizer;
    private final LogSink logs;
    private final FileSystemMounts mounts;
    private final StartupCaches caches;

    Launcher(
            CloudContext context,
            LambdaOptions options,
            ChildProcesses processes,
            RoleSessions roles,
            Authorizer authorizer,
            LogSink logs,
            FileSystemMounts mounts) {
        this.context = context;
        this.options = options;
        this.processes = processes;
        this.roles = roles;
        this.authorizer = authorizer;
        this.logs = logs;
        this.mounts = mounts;
        this.caches = new StartupCaches(options);
    }

    /**
     * Starts a process; it is not initialised yet. Throws {@code AccessDeniedException} when the role cannot be assumed, and as
     * {@link FileSystemMounts#mount} does.
     */
    ExecutionEnvironment launch(FunctionVersion version, Consumer<ExecutionEnvironment> available) throws IOException {
        var id = UUID.randomUUID().toString().replace("-", "");
        var credentials = assume(version);
        var mount = mounts.mount(version);
        var stream = "%s/[%s]%s".formatted(DAY.format(context.clock().instant()), version.version(), id);
        var lines = new FunctionLog(
                context,
                logs,
                authorizer,
                roles.caller(version),
                version.logging().group(),
                stream);
        var environment = new ExecutionEnvironment(
                version, lines, new PlatformLog(version, lines, context.clock()), credentials.expiration(), available);
        var temporary = Files.createDirectories(
                context.workDirectory().resolve("lambda").resolve("tmp").resolve(id));
        var variables = variables(version, stream, environment.port(), temporary);
        FileSystemMounts.translate(mount, variables);
        put(credentials, variables);
        var name = "%s-%s-%s".formatted(version.name(), version.version().replace("$", ""), id.substring(0, 8));
        var connection = mounts.connection(mount, name);
        try {
            var cache = caches.find(version).map(file -> "-XX:AOTCache=" + file);
            var spec = new ProcessSpec(
                    name,
                    command(version, temporary, cache),
                    variables,
                    version.code().root());
            environment.attach(processes.start(spec, lines::line));
            connection.accept(true);
        } catch (IOException e) {
            environment.close();
            delete(temporary);
            throw e;
        }
        var unused = environment.exited().thenRun(() -> {
            connection.accept(false);
            delete(temporary);
        });
        return environment;
    }

    /**
     * Learns how {@code version} starts, unless that is known already or this JDK cannot: starts a process that initialises,
     * takes no event, and leaves a cache for the next ones. Waits until it has.
     */
    void learn(FunctionVersion version) throws IOException, InterruptedException {
        var file = caches.claim(version);
        if (file.isEmpty()) {
            return;
        }
        var temporary = Files.createDirectories(
                context.workDirectory().resolve("lambda").resolve("tmp").resolve("learn-" + version.name()));
        var polled = new CountDownLatch(1);
        var api = new RuntimeApi(Duration.ofSeconds(version.timeout()), polled::countDown, failure -> {});
        try (var server = LoopbackServer.startPatient(0, api)) {
            api.close(); // it is let go as soon as it asks for an event
            var variables = variables(version, "none", server.port(), temporary);
            FileSystemMounts.translate(mounts.mount(version), variables);
            put(assume(version), variables);
            var output = Optional.of("-XX:AOTCacheOutput=" + file.get());
            var spec = new ProcessSpec(
                    "learn-" + version.name(),
                    command(version, temporary, output),
                    variables,
                    version.code().root());
            var child = processes.start(spec, line -> log.debug("{}: {}", version.name(), line));
            try {
                var code = child.exit().get(LEARNING.toSeconds(), TimeUnit.SECONDS);
                caches.settle(version, file.get(), code == 0 && polled.getCount() == 0);
            } catch (TimeoutException | ExecutionException e) {
                log.debug("no start-up cache for {}", version.name(), e);
                child.kill();
                caches.settle(version, file.get(), false);
            }
        } finally {
            delete(temporary);
        }
    }

    private Credentials assume(FunctionVersion version) {
        try {
            return roles.assume(version);
        } catch (AwsException e) {
            throw new AwsException(
                    "AccessDeniedException",
                    403,
                    "The role defined for the function cannot be assumed by Lambda. (function %s, role %s: %s)"
                            .formatted(version.name(), version.role(), e.getMessage()));
        }
    }

    private static void put(Credentials credentials, Map<String, String> variables) {
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    }

    private Map<String, String> variables(FunctionVersion version, String stream, int port, Path temporary) {
        var variables = new HashMap<>(version.environment());
        variables.putIfAbsent("LANG", "en_US.UTF-8");
        variables.putIfAbsent("TZ", ":UTC");
        variables.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("TMPDIR", temporary.toString());
        variables.put("_HANDLER", version.handler());
        variables.put("LAMBDA_TASK_ROOT", version.code().root().toString());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + version.runtime());
        variables.put("AWS_LAMBDA_RUNTIME_API", LoopbackServer.ADDRESS + ":" + port);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", version.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", version.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(version.memorySize()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", version.logging().group());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", stream);
        variables.put("AWS_LAMBDA_LOG_FORMAT", version.logging().json() ? "JSON" : "Text");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", version.restored() ? "snap-start" : "on-demand");
        variables.put("AWS_REGION", context.region());
        variables.put("AWS_DEFAULT_REGION", context.region());
        variables.put("AWS_ENDPOINT_URL", context.endpoint());
        variables.putAll(options.endpoints().get());
        return variables;
    }

    private List<String> command(FunctionVersion version, Path temporary, Optional<String> cache) {
        var command = new ArrayList<String>();
        command.add(ProcessSpec.java());
        command.addAll(List.of(
                "-Xmx" + heap(version.memorySize()) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
        // Silent where a cache does not fit: the process only starts more slowly then.
        cache.ifPresent(option -> command.addAll(List.of(option, "-Xlog:disable")));
        command.add("-cp");
        command.add(Stream.concat(options.runtimeClassPath().stream(), version.code().classPath().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add("dev.quartet.local.runtime.LambdaMain");
        return command;
    }

    /** Leaves the JVM room beside its heap: 100 MB, in small functions half of the memory. */
    private static int heap(int memorySize) {
        return Math.max(memorySize / 2, Math.min(memorySize * 85 / 100, memorySize - 100));
    }

    private static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            log.debug("cannot delete {}", directory, e);
        }
    }
}
