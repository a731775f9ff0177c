package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance's script does on AWS before its server starts: fetches the archive as the instance's role, checks it, mounts
 * the file system. Whatever fails there fails here. Thread-safe.
 */
final class Boot {
    private final CloudContext context;
    private final InstanceRole roles;
    private final ServerArchive archive;
    private final FileSystems fileSystems;
    private final Neighbours neighbours;

    /** What watches over instances. */
    record Neighbours(Authorizer authorizer, Reachability network, LogSink logs) {
        Neighbours {
            requireNonNull(authorizer, "authorizer is null");
            requireNonNull(network, "network is null");
            requireNonNull(logs, "logs is null");
        }
    }

    /**
     * An instance that is ready for its server.
     *
     * @param environment of the server's process
     * @param fileSystem that is mounted
     * @param drainSeconds how long the server takes to end
     */
    record Ready(
            Path archive,
            Map<String, String> environment,
            InstanceLog log,
            Optional<String> fileSystem,
            int drainSeconds) {}

    Boot(
            CloudContext context,
            InstanceRole roles,
            ServerArchive archive,
            FileSystems fileSystems,
            Neighbours neighbours) {
        this.context = requireNonNull(context, "context is null");
        this.roles = requireNonNull(roles, "roles is null");
        this.archive = requireNonNull(archive, "archive is null");
        this.fileSystems = requireNonNull(fileSystems, "fileSystems is null");
        this.neighbours = requireNonNull(neighbours, "neighbours is null");
    }

    /** Prepares {@code instance}, whose disk is {@code disk}; throws {@link BootException} where its script would fail. */
    Ready run(Ec2Instance instance, Path disk) throws BootException, InterruptedException {
        var userData = UserData.parse(instance.version().userData());
        say(
                instance,
                "running user data of launch template version "
                        + instance.version().number());
        var credentials = roles.credentials(instance);
        var role = roles.caller(instance);
        var log = userData.optional("LOG_GROUP")
                .map(group -> InstanceLog.open(
                        context,
                        neighbours.logs(),
                        neighbours.authorizer(),
                        neighbours.network(),
                        role,
                        instance,
                        group))
                .orElseGet(() -> InstanceLog.silent(neighbours.logs(), instance.id()));
        var jar = fetch(instance, userData, credentials, disk);
        var environment = new HashMap<>(userData.values());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.put("BIND", "127.0.0.1");
        environment.put("PORT", "0");
        environment.put("RELEASES_MOUNTED", "false");
        var fileSystem = userData.optional("FILE_SYSTEM_ID");
        if (fileSystem.isPresent()) {
            var folder = mount(instance, userData, role, fileSystem.get());
            environment.put("RELEASES_ROOT", within(userData, folder));
        }
        return new Ready(
                jar,
                environment,
                log,
                fileSystem,
                userData.optional("DRAIN_SECONDS")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(Integer::valueOf)
                        .orElse(30));
    }

    private Path fetch(Ec2Instance instance, UserData userData, Credentials credentials, Path disk)
            throws BootException, InterruptedException {
        var bucket = userData.required("JAR_BUCKET");
        var key = userData.required("JAR_KEY");
        var blocked = neighbours.network().blockedToService(instance.placement(), "s3");
        if (blocked.isPresent()) {
            throw new BootException("fatal error: Connect timeout on endpoint URL of S3: " + blocked.get());
        }
        try {
            var file = Files.createDirectories(disk).resolve("server.jar");
            archive.fetch(credentials, bucket, key, userData.required("JAR_SHA256"), file);
            say(instance, "s3://%s/%s: OK".formatted(bucket, key));
            return file;
        } catch (IOException e) {
            throw new BootException("no space for the server: " + e.getMessage(), e);
        }
    }

    private Path mount(Ec2Instance instance, UserData userData, Caller role, String fileSystem) throws BootException {
        var accessPoint = userData.optional("ACCESS_POINT_ID").orElse("");
        var unreachable = fileSystems.unreachable(instance.placement(), fileSystem);
        if (unreachable.isPresent()) {
            throw new BootException(
                    "mount.nfs4: Connection timed out: %s: %s".formatted(fileSystem, unreachable.get()));
        }
        var denied = fileSystems.denied(
                userData.throughIam() ? role : Caller.ANONYMOUS, fileSystem, accessPoint, FileSystems.Access.MOUNT);
        if (denied.isPresent()) {
            throw new BootException(
                    "mount.nfs4: access denied by server while mounting %s: %s".formatted(fileSystem, denied.get()));
        }
        try {
            var folder = fileSystems.folder(fileSystem, accessPoint);
            say(instance, "mounted %s through %s".formatted(fileSystem, accessPoint));
            return folder;
        } catch (ProvisionException e) {
            throw new BootException("mount.nfs4: " + e.getMessage(), e);
        }
    }

    /** Returns where the releases are that the script has below its mount. */
    private static String within(UserData userData, Path folder) throws BootException {
        var mount = Path.of(userData.required("MOUNT_PATH")).normalize();
        var root = Path.of(userData.required("RELEASES_ROOT")).normalize();
        if (!root.startsWith(mount)) {
            throw new BootException("user data: RELEASES_ROOT=%s is not within MOUNT_PATH=%s".formatted(root, mount));
        }
        return folder.resolve(mount.relativize(root)).toString();
    }

    private void say(Ec2Instance instance, String line) {
        instance.console().line(context.clock().instant(), "user-data: " + line);
    }
}
