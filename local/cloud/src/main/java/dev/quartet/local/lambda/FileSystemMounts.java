package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.FileSystems.Access;
import dev.quartet.local.core.FileSystems.AccessPoint;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elastic file systems as functions mount them. A process cannot be given a mount here, so the variables that name the mount
 * path, or something below it, name the file system's folder instead. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html">AWS</a>.
 */
final class FileSystemMounts {
    private static final Logger log = LoggerFactory.getLogger(FileSystemMounts.class);
    private static final Pattern PATH = Pattern.compile("/mnt/[A-Za-z0-9_.-]+");

    private final FileSystems fileSystems;
    private final RoleSessions roles;

    FileSystemMounts(FileSystems fileSystems, RoleSessions roles) {
        this.fileSystems = fileSystems;
        this.roles = roles;
    }

    /** A mounted file system. */
    record Mount(String path, Path folder, String fileSystemId) {
        /** Returns what {@code value} of a variable is when it names something below the mount path. */
        String translate(String value) {
            return value.equals(path) || value.startsWith(path + "/") ? folder + value.substring(path.length()) : value;
        }
    }

    /** Reads {@code fileSystemConfig}; throws {@link ProvisionException} for what Lambda refuses. */
    static Optional<FunctionVersion.FileSystem> read(Inputs inputs) {
        return inputs.block("fileSystemConfig").map(block -> {
            var path = block.string("localMountPath");
            if (!PATH.matcher(path).matches()) {
                throw new ProvisionException(
                        "%s: InvalidParameterValueException: localMountPath '%s' must be /mnt/ and a name"
                                .formatted(block.owner(), path));
            }
            return new FunctionVersion.FileSystem(block.string("arn"), path);
        });
    }

    /** Throws {@link ProvisionException} when there is no such access point, or no mount target where the function stands. */
    void require(Inputs inputs, FunctionVersion version) {
        version.fileSystem().ifPresent(config -> {
            var point = fileSystems
                    .accessPoint(config.arn())
                    .orElseThrow(() -> new ProvisionException(
                            "%s: InvalidParameterValueException: EFS access point %s does not exist."
                                    .formatted(inputs.owner(), config.arn())));
            version.placement()
                    .flatMap(from -> fileSystems.withoutMountTarget(from, point.fileSystemId()))
                    .ifPresent(reason -> {
                        throw new ProvisionException(
                                "%s: InvalidParameterValueException: EFS file system %s referenced by access point %s does not have mount targets created in all availability zones the function will execute in. Please create EFS mount targets for availability zones. (%s; or it is made after the function: see dependsOn)"
                                        .formatted(inputs.owner(), point.fileSystemId(), config.arn(), reason));
                    });
        });
    }

    /**
     * Mounts what {@code version} asks for; throws {@code EFSMountConnectivityException} (408) when the network lets nothing
     * through and {@code EFSMountFailureException} (403) when the role may not.
     */
    Optional<Mount> mount(FunctionVersion version) {
        return version.fileSystem().map(config -> {
            var point = fileSystems
                    .accessPoint(config.arn())
                    .orElseThrow(() -> failure("there is no access point " + config.arn()));
            version.placement()
                    .flatMap(from -> fileSystems.unreachable(from, point.fileSystemId()))
                    .ifPresent(reason -> {
                        log.warn("[network] {}", reason);
                        throw new AwsException(
                                "EFSMountConnectivityException",
                                408,
                                "The function couldn't make a network connection to the configured file system. (%s)"
                                        .formatted(reason));
                    });
            denied(version, point, Access.MOUNT).ifPresent(reason -> {
                throw failure(reason);
            });
            denied(version, point, Access.WRITE)
                    .ifPresent(reason -> log.warn(
                            "{} may read its file system but not write it; here nothing keeps it from writing: {}",
                            version.name(),
                            reason));
            try {
                return new Mount(
                        config.localMountPath(),
                        fileSystems.folder(point.fileSystemId(), point.id()),
                        point.fileSystemId());
            } catch (ProvisionException e) {
                throw failure(String.valueOf(e.getMessage()));
            }
        });
    }

    /** Replaces the values of {@code variables} that lie below the mount path. */
    static void translate(Optional<Mount> mount, Map<String, String> variables) {
        mount.ifPresent(
                each -> new HashMap<>(variables).forEach((name, value) -> variables.put(name, each.translate(value))));
    }

    /** Returns what tells the file system that the process {@code clientId} has come (true) or gone (false). */
    Consumer<Boolean> connection(Optional<Mount> mount, String clientId) {
        return connected -> mount.ifPresent(each -> fileSystems.connected(each.fileSystemId(), clientId, connected));
    }

    private Optional<String> denied(FunctionVersion version, AccessPoint point, Access access) {
        return fileSystems.denied(roles.caller(version), point.fileSystemId(), point.id(), access);
    }

    private static AwsException failure(String reason) {
        return new AwsException(
                "EFSMountFailureException",
                403,
                "The function couldn't mount the configured file system due to a permission or configuration issue. (%s)"
                        .formatted(reason));
    }
}
