package dev.quartet.local.efs;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What clients may mount, and what keeps them from it. Thread-safe. */
final class Mounts implements FileSystems {
    private final Registry registry;
    private final Reachability network;
    private final Authorizer authorizer;

    Mounts(Registry registry, Reachability network, Authorizer authorizer) {
        this.registry = registry;
        this.network = network;
        this.authorizer = authorizer;
    }

    @Override
    public Optional<AccessPoint> accessPoint(String idOrArn) {
        var id = idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
        return registry.all().stream()
                .flatMap(each -> Optional.ofNullable(each.accessPoints().get(id)).stream())
                .map(FileSystem.Opened::point)
                .findFirst();
    }

    @Override
    public Path folder(String fileSystemId, String accessPointId) {
        var fileSystem = fileSystem(fileSystemId);
        if (accessPointId.isEmpty()) {
            return fileSystem.folder();
        }
        var opened = fileSystem.accessPoints().get(accessPointId);
        if (opened == null) {
            throw new ProvisionException("AccessPointNotFound: Access point '%s' of file system '%s' does not exist."
                    .formatted(accessPointId, fileSystemId));
        }
        if (!Files.isDirectory(opened.folder())) {
            throw new ProvisionException(
                    "mount of %s through %s fails: its root directory does not exist, and without creationInfo nobody makes it"
                            .formatted(fileSystemId, accessPointId));
        }
        return opened.folder();
    }

    @Override
    public Optional<String> withoutMountTarget(Placement from, String fileSystemId) {
        var targets = fileSystem(fileSystemId).targetsByZone();
        return from.subnetIds().stream()
                .flatMap(id -> network.subnet(id).stream())
                .map(Reachability.Subnet::zone)
                .filter(zone -> !targets.containsKey(zone))
                .map(zone -> "%s cannot reach file system %s: it has no mount target in %s"
                        .formatted(from.owner(), fileSystemId, zone))
                .findFirst();
    }

    @Override
    public Optional<String> unreachable(Placement from, String fileSystemId) {
        var targets = fileSystem(fileSystemId).targetsByZone();
        return withoutMountTarget(from, fileSystemId).or(() -> from.subnetIds().stream()
                .flatMap(id -> network.subnet(id).stream())
                // The file system's name leads to the target of the client's own zone.
                .flatMap(subnet -> network
                        .blockedToPort(
                                new Placement(from.owner(), List.of(subnet.id()), from.securityGroupIds()),
                                Optional.ofNullable(targets.get(subnet.zone()))
                                        .orElseThrow()
                                        .placement(),
                                MountTarget.PORT)
                        .stream())
                .findFirst());
    }

    @Override
    public Optional<String> denied(Caller caller, String fileSystemId, String accessPointId, Access access) {
        var fileSystem = fileSystem(fileSystemId);
        if (fileSystem.policy().isEmpty()) {
            return Optional.empty(); // all who reach a mount target may do all
        }
        var context = new HashMap<String, String>();
        context.put("elasticfilesystem:AccessedViaMountTarget", "true");
        Optional.ofNullable(fileSystem.accessPoints().get(accessPointId))
                .ifPresent(opened -> context.put(
                        "elasticfilesystem:AccessPointArn", opened.point().arn()));
        var request = new AccessRequest(
                caller,
                "elasticfilesystem:" + access.action(),
                fileSystem.settings().arn(),
                context,
                fileSystem.policy());
        return authorizer.allows(request)
                ? Optional.empty()
                : Optional.of(
                        "%s is not authorized to perform: %s on resource: %s, by its role and the file system's policy"
                                .formatted(
                                        caller.arn().isEmpty() ? "a client that mounts without IAM" : caller.arn(),
                                        request.action(),
                                        request.resource()));
    }

    @Override
    public void connected(String fileSystemId, String clientId, boolean connected) {
        fileSystem(fileSystemId).meter().connected(clientId, connected);
    }

    @Override
    public void read(String fileSystemId, long bytes) {
        fileSystem(fileSystemId).meter().read(bytes);
    }

    private FileSystem fileSystem(String id) {
        return registry.get("mount", id);
    }
}
