package dev.quartet.local.efs;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Handlers of file systems, their policies and their backup. Thread-safe. */
final class FileSystemResources implements ResourceModule {
    private static final String POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";
    private static final String BACKUP = "aws:efs/backupPolicy:BackupPolicy";
    private static final Set<String> THROUGHPUT = Set.of("bursting", "elastic", "provisioned");
    private static final Set<String> PERFORMANCE = Set.of("generalPurpose", "maxIO");

    private final Registry registry;
    private final Metrics metrics;
    private final Authorizer authorizer;

    FileSystemResources(Registry registry, Metrics metrics, Authorizer authorizer) {
        this.registry = registry;
        this.metrics = metrics;
        this.authorizer = authorizer;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:efs/fileSystem:FileSystem", this::fileSystem)
                .resource(POLICY, this::policy)
                .updater(POLICY, ResourceUpdater.again(this::policy, Set.of("fileSystemId")))
                .resource(BACKUP, this::backup)
                .updater(BACKUP, ResourceUpdater.again(this::backup, Set.of("fileSystemId")));
    }

    private Provisioned fileSystem(Registration registration) {
        var inputs = registration.inputs();
        var throughput = oneOf(inputs, "throughputMode", "bursting", THROUGHPUT);
        var performance = oneOf(inputs, "performanceMode", "generalPurpose", PERFORMANCE);
        if (throughput.equals("provisioned")
                != inputs.optionalNumber("provisionedThroughputInMibps").isPresent()) {
            throw refused(
                    inputs,
                    "BadRequest: provisionedThroughputInMibps is given with throughputMode provisioned, and only then");
        }
        if (throughput.equals("elastic") && performance.equals("maxIO")) {
            throw refused(inputs, "BadRequest: performanceMode maxIO is not supported with throughputMode elastic");
        }
        if (inputs.has("kmsKeyId") && !inputs.flag("encrypted", false)) {
            throw refused(inputs, "BadRequest: kmsKeyId needs encrypted to be true");
        }
        var token = registration.physicalName("creationToken");
        if (registry.all().stream()
                .anyMatch(other -> other.settings().creationToken().equals(token))) {
            throw refused(
                    inputs,
                    "FileSystemAlreadyExists: File system with the creation token '%s' already exists."
                            .formatted(token));
        }
        var id = Ids.of("fs", registration.urn());
        var settings = new FileSystem.Settings(
                id,
                registry.arn("file-system/" + id),
                token,
                throughput,
                performance,
                inputs.flag("encrypted", false),
                inputs.texts("tags"),
                registry.context().clock().instant());
        try {
            var folder = registry.folder(id);
            var meter = new FileSystemMeter(
                    metrics,
                    registration.region(),
                    id,
                    new StoredFiles(folder),
                    registry.context().clock());
            registry.add(new FileSystem(settings, folder, meter));
        } catch (IOException e) {
            throw new ProvisionException("%s: no folder for %s: %s".formatted(inputs.owner(), id, e.getMessage()), e);
        }
        return Provisioned.running(id, outputs(settings, registration.region()));
    }

    private Map<String, Object> outputs(FileSystem.Settings settings, String region) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", settings.arn());
        outputs.put("creationToken", settings.creationToken());
        outputs.put("dnsName", "%s.efs.%s.amazonaws.com".formatted(settings.id(), region));
        outputs.put("encrypted", settings.encrypted());
        outputs.put("name", settings.name());
        outputs.put("numberOfMountTargets", 0.0);
        outputs.put("ownerId", registry.context().accountId());
        outputs.put("performanceMode", settings.performanceMode());
        outputs.put("throughputMode", settings.throughputMode());
        outputs.put("sizeInBytes", List.of(Map.of("value", 0.0, "valueInIa", 0.0, "valueInStandard", 0.0)));
        outputs.put("availabilityZoneId", "");
        if (settings.encrypted()) {
            outputs.put(
                    "kmsKeyId",
                    registry.context().arn("kms", "alias/aws/elasticfilesystem").toString());
        }
        outputs.put("tagsAll", settings.tags());
        return outputs;
    }

    private Provisioned policy(Registration registration) {
        var inputs = registration.inputs();
        var fileSystem = registry.get(inputs.owner(), inputs.string("fileSystemId"));
        var document = inputs.string("policy");
        authorizer.validateResourcePolicy("policy of file system " + registration.name(), document);
        fileSystem.policy(document);
        return Provisioned.running(fileSystem.settings().id(), Map.of());
    }

    private Provisioned backup(Registration registration) {
        var inputs = registration.inputs();
        var fileSystem = registry.get(inputs.owner(), inputs.string("fileSystemId"));
        var block = inputs.block("backupPolicy")
                .orElseThrow(() -> refused(inputs, "missing required argument backupPolicy"));
        oneOf(block, "status", "", Set.of("ENABLED", "DISABLED"));
        return Provisioned.recorded(fileSystem.settings().id(), Map.of());
    }

    private static String oneOf(Inputs inputs, String property, String otherwise, Set<String> allowed) {
        var value = inputs.optionalString(property).orElse(otherwise);
        if (!allowed.contains(value)) {
            throw refused(
                    inputs,
                    "BadRequest: %s '%s'; allowed are %s"
                            .formatted(
                                    property, value, allowed.stream().sorted().toList()));
        }
        return value;
    }

    private static ProvisionException refused(Inputs inputs, String message) {
        return new ProvisionException(inputs.owner() + ": " + message);
    }
}
