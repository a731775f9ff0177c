package dev.quartet.local.efs;

import dev.quartet.local.core.FileSystems.AccessPoint;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Handlers of mount targets and access points. Thread-safe. */
final class MountResources implements ResourceModule {
    private static final int MOST_GROUPS = 5;
    /** At most four folders deep, see <a href="https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html">AWS</a>. */
    private static final Pattern PATH = Pattern.compile("/|(/(?!\\.\\.?(/|$))[^$#<>;`|&?{}^*/\\n]+){1,4}");

    private static final Pattern PERMISSIONS = Pattern.compile("[0-7]{3,4}");

    private final Registry registry;
    private final Reachability network;

    MountResources(Registry registry, Reachability network) {
        this.registry = registry;
        this.network = network;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:efs/mountTarget:MountTarget", this::mountTarget)
                .resource("aws:efs/accessPoint:AccessPoint", this::accessPoint);
    }

    private Provisioned mountTarget(Registration registration) {
        var inputs = registration.inputs();
        var fileSystem = registry.get(inputs.owner(), inputs.string("fileSystemId"));
        var subnet = network.subnet(inputs.string("subnetId"))
                .orElseThrow(() -> refused(
                        inputs,
                        "SubnetNotFound: The subnet ID '%s' does not exist".formatted(inputs.string("subnetId"))));
        var groups = inputs.strings("securityGroups");
        if (groups.size() > MOST_GROUPS) {
            throw refused(
                    inputs,
                    "SecurityGroupLimitExceeded: %d securityGroups; allowed are %d"
                            .formatted(groups.size(), MOST_GROUPS));
        }
        var id = Ids.of("fsmt", registration.urn());
        var name = "mount target %s in %s".formatted(id, subnet.zone());
        var target =
                new MountTarget(id, subnet.zone(), subnet.vpcId(), new Placement(name, List.of(subnet.id()), groups));
        var targets = fileSystem.targetsByZone();
        synchronized (targets) {
            if (targets.containsKey(subnet.zone())) {
                throw refused(inputs, "MountTargetConflict: mount target already exists in this AZ: " + subnet.zone());
            }
            if (targets.values().stream().anyMatch(other -> !other.vpcId().equals(subnet.vpcId()))) {
                throw refused(
                        inputs,
                        "MountTargetConflict: requested subnet for new mount target is not in the same VPC as existing mount targets");
            }
            targets.put(subnet.zone(), target);
        }
        return Provisioned.running(id, outputs(fileSystem, target, registration));
    }

    private Map<String, Object> outputs(FileSystem fileSystem, MountTarget target, Registration registration) {
        var fileSystemName =
                "%s.efs.%s.amazonaws.com".formatted(fileSystem.settings().id(), registration.region());
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("availabilityZoneName", target.zone());
        outputs.put("dnsName", fileSystemName);
        outputs.put("mountTargetDnsName", target.zone() + "." + fileSystemName);
        outputs.put("fileSystemArn", fileSystem.settings().arn());
        outputs.put("networkInterfaceId", Ids.of("eni", registration.urn()));
        outputs.put("ownerId", registry.context().accountId());
        outputs.put("securityGroups", target.placement().securityGroupIds());
        return outputs;
    }

    private Provisioned accessPoint(Registration registration) {
        var inputs = registration.inputs();
        var fileSystem = registry.get(inputs.owner(), inputs.string("fileSystemId"));
        var root = inputs.block("rootDirectory");
        var path = root.flatMap(block -> block.optionalString("path")).orElse("/");
        if (!PATH.matcher(path).matches()) {
            throw refused(
                    inputs,
                    "BadRequest: rootDirectory.path '%s' must begin with a slash and have at most four folders"
                            .formatted(path));
        }
        var creation = root.flatMap(block -> block.block("creationInfo"));
        creation.ifPresent(MountResources::requireCreationInfo);
        var folder = fileSystem.folder().resolve(path.substring(1));
        try {
            if (creation.isPresent()) {
                Files.createDirectories(folder);
            }
            requireInside(fileSystem, folder, inputs);
        } catch (IOException e) {
            throw new ProvisionException(
                    "%s: the folder %s cannot be made: %s".formatted(inputs.owner(), path, e.getMessage()), e);
        }
        var id = Ids.of("fsap", registration.urn());
        var arn = registry.arn("access-point/" + id);
        var point = new AccessPoint(id, arn, fileSystem.settings().id());
        fileSystem.accessPoints().put(id, new FileSystem.Opened(point, folder));
        return Provisioned.running(
                id,
                Map.of(
                        "arn", arn,
                        "fileSystemArn", fileSystem.settings().arn(),
                        "ownerId", registry.context().accountId(),
                        "tagsAll", inputs.texts("tags")));
    }

    /** A link could lead out of the file system's folder. */
    private static void requireInside(FileSystem fileSystem, Path folder, Inputs inputs) throws IOException {
        if (Files.exists(folder) && !folder.toRealPath().startsWith(fileSystem.folder())) {
            throw refused(inputs, "BadRequest: rootDirectory.path leads out of the file system");
        }
    }

    private static void requireCreationInfo(Inputs block) {
        block.integer("ownerUid");
        block.integer("ownerGid");
        if (!PERMISSIONS.matcher(block.string("permissions")).matches()) {
            throw refused(
                    block,
                    "BadRequest: permissions '%s' must be three or four octal digits, such as 0755"
                            .formatted(block.string("permissions")));
        }
    }

    private static ProvisionException refused(Inputs inputs, String message) {
        return new ProvisionException(inputs.owner() + ": " + message);
    }
}
