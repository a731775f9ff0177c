package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.Instances.State;
import dev.quartet.local.core.Instances.Template;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All instances: boots them, watches their processes, ends them. Thread-safe. */
final class Fleet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    /** How long instances may take to end when everything ends. */
    private static final Duration HURRY = Duration.ofSeconds(2);
    /** What a server needs to end beside its downloads. */
    private static final int SPARE_SECONDS = 5;

    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final CloudContext context;
    private final Boot boot;
    private final ChildProcesses processes;
    private final Reachability network;
    private final FileSystems fileSystems;
    private final Metrics metrics;
    private final Map<String, Ec2Instance> instances = new ConcurrentHashMap<>();
    private final Map<String, InstanceMeter> meters = new ConcurrentHashMap<>();
    private final Map<String, Duration> patience = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private volatile boolean closed;
    private volatile boolean down;

    Fleet(
            CloudContext context,
            Boot boot,
            ChildProcesses processes,
            Reachability network,
            FileSystems fileSystems,
            Metrics metrics) {
        this.context = requireNonNull(context, "context is null");
        this.boot = requireNonNull(boot, "boot is null");
        this.processes = requireNonNull(processes, "processes is null");
        this.network = requireNonNull(network, "network is null");
        this.fileSystems = requireNonNull(fileSystems, "fileSystems is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
    }

    Optional<Ec2Instance> find(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** Returns all instances, the oldest first; those that were terminated for an hour. */
    List<Ec2Instance> all() {
        return instances.values().stream()
                .sorted(Comparator.comparing(instance -> instance.seen().launched()))
                .toList();
    }

    /** Starts an instance; throws {@link ProvisionException} when its subnet does not exist. */
    Ec2Instance launch(
            Template template, TemplateVersion version, String subnetId, Map<String, String> tags, Runnable changed) {
        var subnet = network.subnet(subnetId)
                .orElseThrow(() -> new ProvisionException(
                        "InvalidSubnetID.NotFound: The subnet ID '%s' does not exist".formatted(subnetId)));
        if (closed) {
            throw new ProvisionException("the local cloud is stopping");
        }
        var bytes = new byte[9];
        random.nextBytes(bytes);
        var id = "i-0" + HexFormat.of().formatHex(bytes).substring(2);
        var allTags = new HashMap<>(version.tags());
        allTags.putAll(tags);
        var instance = new Ec2Instance(
                template,
                version,
                subnet.zone(),
                new Placement(id, List.of(subnetId), version.securityGroups()),
                allTags,
                context.clock().instant(),
                changed);
        instances.put(id, instance);
        Thread.ofVirtual().name("boot-" + id).start(() -> run(instance));
        return instance;
    }

    private void run(Ec2Instance instance) {
        try {
            bootAndServe(instance);
        } catch (BootException e) {
            fail(instance, e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.debug("instance {}", instance.id(), e);
            fail(instance, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bootAndServe(Ec2Instance instance) throws BootException, IOException, InterruptedException {
        if (down) {
            throw new BootException("no server starts as long as instances are down on demand");
        }
        var disk = disk(instance);
        var server = new Server(context, instance, boot.run(instance, disk), fileSystems);
        patience.put(instance.id(), Duration.ofSeconds(server.ready().drainSeconds() + SPARE_SECONDS));
        if (!server.start(processes, disk)) {
            return;
        }
        var process = instance.process();
        if (process.isPresent()) {
            var group = Optional.ofNullable(instance.tags().get(GROUP_TAG));
            var meter = new InstanceMeter(
                    context, metrics, instance, group, process.get().pid());
            server.measured(meter);
            meters.put(instance.id(), meter);
        }
        if (down && kill(instance)) {
            log.info("instance {} came up while all are to be down", instance.id());
        }
        int port = server.port();
        var fileSystem = server.ready().fileSystem();
        fileSystem.ifPresent(id -> fileSystems.connected(id, instance.id(), true));
        instance.running(port);
        log.info(
                "instance {} listens on port {} in {}",
                instance.id(),
                port,
                instance.seen().zone());
        process.ifPresent(child -> {
            var unused = child.exit().thenAccept(code -> {
                fileSystem.ifPresent(id -> fileSystems.connected(id, instance.id(), false));
                ended(instance, "Server.InternalError: the server's process ended with exit code " + code);
            });
        });
    }

    /** On AWS the machine runs on, and load balancers find nobody there. */
    private void fail(Ec2Instance instance, String why) {
        if (closed || instance.state() != State.PENDING) {
            return;
        }
        log.warn("instance {} runs without its server: {}", instance.id(), why);
        instance.console().line(context.clock().instant(), "user-data failed: " + why);
        instance.runningInVain(why);
    }

    private void ended(Ec2Instance instance, String why) {
        var meter = meters.remove(instance.id());
        if (meter != null) {
            meter.flush();
        }
        boolean expected = instance.state() == State.SHUTTING_DOWN;
        if (instance.ended(context.clock().instant(), why)) {
            delete(disk(instance));
            if (!expected && !closed) {
                log.warn("instance {} is gone: {}", instance.id(), why);
            }
        }
    }

    /** Ends an instance; returns at once. */
    void terminate(Ec2Instance instance, String why) {
        if (instance.ending(why)) {
            Thread.ofVirtual()
                    .name("terminate-" + instance.id())
                    .start(() -> stop(instance, patience.getOrDefault(instance.id(), HURRY)));
        }
    }

    private void stop(Ec2Instance instance, Duration within) {
        instance.process().ifPresent(child -> child.stop(within));
        ended(instance, "");
    }

    /** Kills an instance's process as a crash would. Returns false when it has none. */
    boolean kill(Ec2Instance instance) {
        var process = instance.process();
        process.ifPresent(child -> {
            log.info("instance {} is killed on demand", instance.id());
            child.kill();
        });
        return process.isPresent();
    }

    /** Kills the processes of all instances, and lets none start; false lets those that are launched from now on start again. */
    void down(boolean now) {
        down = now;
        if (now) {
            instances.values().forEach(this::kill);
        }
    }

    boolean isDown() {
        return down;
    }

    void tick(Instant now) {
        meters.values().forEach(meter -> meter.tick(now));
        instances.values().removeIf(instance -> {
            boolean old = instance.ended().isBefore(now.minus(REMEMBERED));
            if (old) {
                patience.remove(instance.id());
            }
            return old;
        });
    }

    @Override
    public void close() {
        closed = true;
        var stoppers = instances.values().stream()
                .filter(instance -> instance.state() != State.TERMINATED)
                .map(instance -> Thread.ofVirtual().start(() -> {
                    var unused = instance.ending("the local cloud is stopping");
                    stop(instance, HURRY);
                }))
                .toList();
        for (var stopper : stoppers) {
            try {
                stopper.join();
            } catch (InterruptedException e) {
                instances.values().forEach(this::kill);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Path disk(Ec2Instance instance) {
        return context.workDirectory().resolve("ec2").resolve(instance.id());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            log.debug("cannot delete {}", folder, e);
        }
    }
}
