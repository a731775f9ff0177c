package dev.quartet.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Asset;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Change;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.efs.ElasticFileSystem;
import dev.quartet.local.network.VpcKit;
import dev.quartet.local.process.ChildProcess;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.runtime.LambdaMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Lambda with real processes, and small stand-ins for the services around it. */
final class TestCloud implements AutoCloseable {
    static final Caller ROOT = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::123456789012:root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    static final String ROLE = "arn:aws:iam::123456789012:role/todo";

    /** {@code name {dimensions}} to what was added. */
    final Map<String, List<Double>> metrics = new ConcurrentHashMap<>();

    final Map<String, List<String>> logs = new ConcurrentHashMap<>();
    final List<AccessRequest> asked = new CopyOnWriteArrayList<>();
    /** Actions that are not allowed, and roles that Lambda may not assume. */
    final Set<String> denied = ConcurrentHashMap.newKeySet();

    /** Asynchronous events that were given up. */
    final List<String> dropped = new CopyOnWriteArrayList<>();

    final CloudContext context;
    final Lambda lambda;
    final VpcKit vpc;
    final FileSystems fileSystems;
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final ChildProcesses processes;
    private final Path zip;

    TestCloud(Path directory, int maxProcesses, Duration capacityWait) throws IOException {
        this(directory, maxProcesses, capacityWait, Optional.empty());
    }

    TestCloud(Path directory, int maxProcesses, Duration capacityWait, Optional<Path> caches) throws IOException {
        this(directory, maxProcesses, capacityWait, caches, Duration.ofMinutes(5));
    }

    /** With start-up caches all is packed in jars, as it is in an installation: the JDK archives nothing else. */
    TestCloud(Path directory, int maxProcesses, Duration capacityWait, Optional<Path> caches, Duration idleTimeout)
            throws IOException {
        context = new CloudContext(
                "test",
                "123456789012",
                "eu-west-1",
                Clock.systemUTC(),
                "http://127.0.0.1:4566",
                directory,
                Optional.empty());
        processes = ChildProcesses.open(directory.resolve("processes"));
        zip = caches.isPresent()
                ? zip(directory.resolve("commands.zip"), "lib/commands.jar", zip(directory.resolve("commands.jar")))
                : zip(directory.resolve("commands.zip"));
        var options = new LambdaOptions(
                Stream.of(LambdaMain.class, RequestStreamHandler.class, PojoSerializer.class)
                        .map(TestCloud::codeOf)
                        .map(code -> caches.isPresent() ? packed(code, directory.resolve("runtime.jar")) : code)
                        .toList(),
                maxProcesses,
                idleTimeout,
                capacityWait,
                caches,
                () -> Map.of("AWS_ENDPOINT_URL_DAX", "http://127.0.0.1:4610"));
        vpc = new VpcKit(context);
        var efs = new ElasticFileSystem(
                context, new Denials(), (region, namespace, name, dimensions, unit) -> value -> {}, vpc.reachability());
        fileSystems = efs.mounts();
        catalog.add(efs);
        lambda = new Lambda(
                context,
                options,
                processes,
                (caller, action, roleArn, session, trust, sessionContext, placement, lifetime) -> {
                    if (denied.contains(roleArn)) {
                        throw new AwsException("AccessDenied", 403, "not authorized to perform: sts:AssumeRole");
                    }
                    return new Credentials(
                            "ASIATEST",
                            "secret",
                            "token",
                            context.clock().instant().plus(lifetime));
                },
                new Denials(),
                (region, namespace, name, dimensions, unit) -> value -> metrics.computeIfAbsent(
                                name + " " + new java.util.TreeMap<>(dimensions), key -> new CopyOnWriteArrayList<>())
                        .add(value),
                new Groups(),
                fileSystems,
                (target, event, tries, last) -> dropped.add("%s after %d: %s"
                        .formatted(
                                target.invokedArn(),
                                tries,
                                last.flatMap(Answer::errorType).orElse("never ran"))),
                List.of(Duration.ZERO, Duration.ZERO));
        lambda.resources().install(catalog);
        logs.put("/aws/lambda/todo", new CopyOnWriteArrayList<>());
    }

    Provisioned function(Map<String, Object> more) {
        return provision("aws:lambda/function:Function", arguments(more));
    }

    /** Returns the arguments of the tests' function. */
    Map<String, Object> arguments(Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(Map.of(
                "name",
                "todo",
                "role",
                ROLE,
                "runtime",
                "java21",
                "handler",
                CommandHandler.class.getName(),
                "memorySize",
                256.0,
                "timeout",
                30.0,
                "code",
                new Asset(true, Optional.of(zip), Optional.empty())));
        inputs.putAll(more);
        return inputs;
    }

    Provisioned provision(String type, Map<String, Object> inputs) {
        var name = type.substring(type.indexOf(':') + 1);
        return catalog.provision(new Registration(
                type, name, "urn:" + name + inputs.hashCode(), context.region(), new Inputs(name, inputs), List.of()));
    }

    /** Changes a resource as the program would, from {@code before}, which {@code made} answered, to {@code after}. */
    Provisioned update(String type, Provisioned made, Map<String, Object> before, Map<String, Object> after) {
        var name = type.substring(type.indexOf(':') + 1);
        var properties = new HashSet<String>();
        Stream.of(before, after).flatMap(inputs -> inputs.keySet().stream()).forEach(property -> {
            if (!Objects.equals(before.get(property), after.get(property))) {
                properties.add(property);
            }
        });
        var change = new Change(registration(type, name, before), registration(type, name, after), made, properties);
        var updater = catalog.updater(type).orElseThrow();
        var planned = updater.plan(change);
        var applied = updater.apply(change);
        assertThat(applied.outputs().get("version")).isEqualTo(planned.outputs().get("version"));
        return applied;
    }

    private Registration registration(String type, String name, Map<String, Object> inputs) {
        return new Registration(type, name, "urn:" + name, context.region(), new Inputs(name, inputs), List.of());
    }

    /** Returns the function processes that run. */
    List<ChildProcess> processes() {
        return processes.running();
    }

    double sum(String metric) {
        return metrics.getOrDefault(metric, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Override
    public void close() {
        lambda.close();
        processes.close();
    }

    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns {@code code}, packed into {@code jar} when it is a folder. */
    private static Path packed(Path code, Path jar) {
        if (!Files.isDirectory(code)) {
            return code;
        }
        if (Files.exists(jar)) {
            return jar; // of the run before
        }
        try (var out = new ZipOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(code)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(code.relativize(file).toString()));
                Files.copy(file, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static Path zip(Path file, String entry, Path content) {
        if (Files.exists(file)) {
            return file;
        }
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            Files.copy(content, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Path zip(Path file) {
        var entry = CommandHandler.class.getName().replace('.', '/') + ".class";
        try (var out = new ZipOutputStream(Files.newOutputStream(file));
                var in = CommandHandler.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private final class Denials implements Authorizer {
        @Override
        public void require(AccessRequest request) {
            if (!allows(request)) {
                throw new AwsException("AccessDeniedException", 403, "not authorized to perform: " + request.action());
            }
        }

        @Override
        public boolean allows(AccessRequest request) {
            asked.add(request);
            return !denied.contains(request.action());
        }
    }

    private final class Groups implements LogSink {
        @Override
        public void append(String group, String stream, String message) {
            logs.get(group).add(message);
        }

        @Override
        public boolean hasGroup(String group) {
            return logs.containsKey(group);
        }

        @Override
        public void createGroup(String group) {
            logs.putIfAbsent(group, new CopyOnWriteArrayList<>());
        }
    }
}
