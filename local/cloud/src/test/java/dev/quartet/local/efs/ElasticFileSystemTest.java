package dev.quartet.local.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FileSystems.Access;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.LifeCycleState;

class ElasticFileSystemTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    private EfsKit kit;
    private String id;

    @BeforeEach
    void start() throws Exception {
        kit = new EfsKit(directory);
        id = kit.fileSystem();
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void describeFileSystems_shouldTellWhatThereIs() throws Exception {
        kit.mountTarget(id, "a", kit.vpc.group("efs"));
        Files.write(kit.efs.mounts().folder(id, "").resolve("file"), new byte[5000]);
        kit.efs.count();
        try (var client = kit.client()) {
            var found = client.describeFileSystems().fileSystems().getFirst();

            assertThat(found.fileSystemId()).isEqualTo(id).matches("fs-0[0-9a-f]{16}");
            assertThat(found.name()).isEqualTo("releases");
            assertThat(found.encrypted()).isTrue();
            assertThat(found.lifeCycleState()).isEqualTo(LifeCycleState.AVAILABLE);
            assertThat(found.throughputModeAsString()).isEqualTo("bursting");
            assertThat(found.numberOfMountTargets()).isEqualTo(1);
            assertThat(found.sizeInBytes().value()).isEqualTo(5000);
            assertThat(client.describeFileSystems(r -> r.creationToken("other")).fileSystems())
                    .isEmpty();
            assertThat(client.describeFileSystems(r -> r.fileSystemId(found.fileSystemArn()))
                            .fileSystems())
                    .hasSize(1);
            assertThatThrownBy(() -> client.describeFileSystems(r -> r.fileSystemId("fs-00000000000000000")))
                    .isInstanceOf(FileSystemNotFoundException.class);
        }
    }

    @Test
    void folder_shouldBePrivateAndTheAccessPointsOwn() throws Exception {
        var root = kit.efs.mounts().folder(id, "");
        var releases = kit.efs.mounts().folder(id, kit.accessPoint(id));

        assertThat(releases).isDirectory().hasParent(root);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> kit.efs.mounts().folder(id, "fsap-0")).hasMessageContaining("AccessPointNotFound");
        assertThatThrownBy(() -> kit.efs.mounts().folder("fs-0", "")).hasMessageContaining("FileSystemNotFound");
        assertRefused(
                EfsKit.ACCESS_POINT,
                Map.of("fileSystemId", id, "rootDirectory", Map.of("path", "/releases/../../etc")),
                "rootDirectory.path '/releases/../../etc'");
        assertRefused(
                EfsKit.ACCESS_POINT,
                Map.of("fileSystemId", id, "rootDirectory", Map.of("path", "/a/b/c/d/e")),
                "at most four folders");
    }

    @Test
    void mount_shouldNeedATargetInTheZoneAndBothGroups() {
        var client = kit.vpc.group("publish");
        var group = kit.vpc.group("efs");
        kit.mountTarget(id, "a", group);
        var mounts = kit.efs.mounts();

        assertThat(mounts.unreachable(kit.in(client, "a", "b"), id).orElseThrow())
                .isEqualTo(
                        "publish cannot reach file system %s: it has no mount target in eu-central-1b".formatted(id));
        assertThat(mounts.unreachable(kit.in(client, "a"), id).orElseThrow())
                .contains("publish cannot reach mount target", "no egress rule", "TCP 2049");

        kit.vpc.open(client, group, 2049);
        assertThat(mounts.unreachable(kit.in(client, "a"), id)).isEmpty();
        kit.mountTarget(id, "b", group);
        assertThat(mounts.unreachable(kit.in(client, "a", "b"), id)).isEmpty();
    }

    @Test
    void policy_shouldDecideTogetherWithTheRole() {
        var point = kit.accessPoint(id);
        var publisher = kit.iam.role("publisher", "lambda.amazonaws.com");
        var reader = kit.iam.role("reader", "ec2.amazonaws.com");
        var mounts = kit.efs.mounts();
        assertThat(mounts.denied(Caller.ANONYMOUS, id, "", Access.WRITE)).isEmpty(); // as long as there is no policy

        kit.provision(EfsKit.POLICY, "releases", Map.of("fileSystemId", id, "policy", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*",
                   "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                  {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:Client*", "Resource": "*",
                   "Condition": {"Null": {"elasticfilesystem:AccessPointArn": "true"}}},
                  {"Effect": "Allow", "Principal": {"AWS": "%s"},
                   "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], "Resource": "*"}]}
                """.formatted(
                        publisher.roleArn().orElseThrow())));
        assertThat(mounts.denied(publisher, id, point, Access.WRITE)).isEmpty();
        assertThat(mounts.denied(publisher, id, "", Access.MOUNT)).isPresent();
        assertThat(mounts.denied(Caller.ANONYMOUS, id, point, Access.MOUNT).orElseThrow())
                .contains("mounts without IAM", "elasticfilesystem:ClientMount");
        assertThat(mounts.denied(reader, id, point, Access.MOUNT)).isPresent();

        kit.iam.allow("reader", "elasticfilesystem:ClientMount", "arn:aws:elasticfilesystem:*:*:file-system/" + id);
        assertThat(mounts.denied(reader, id, point, Access.MOUNT)).isEmpty();
        assertThat(mounts.denied(reader, id, point, Access.WRITE)).isPresent();
    }

    @Test
    void metrics_shouldFollowWhatIsReadAndWritten() throws Exception {
        var folder = kit.efs.mounts().folder(id, kit.accessPoint(id));
        kit.efs.mounts().connected(id, "i-1", true);
        kit.efs.mounts().connected(id, "i-2", true);
        double atFirst = kit.sum("BurstCreditBalance", id);
        assertThat(atFirst).isEqualTo(2.1 * Math.pow(2, 40));

        Files.write(folder.resolve("staged"), new byte[3 * MIB]);
        kit.efs.mounts().read(id, 30 * MIB);
        kit.clock.advance(Duration.ofMinutes(1));
        kit.efs.count();

        assertThat(kit.sum("DataReadIOBytes", id)).isEqualTo(30.0 * MIB);
        assertThat(kit.sum("DataWriteIOBytes", id)).isEqualTo(3.0 * MIB);
        assertThat(kit.sum("TotalIOBytes", id)).isEqualTo(33.0 * MIB);
        assertThat(kit.sum("ClientConnections", id)).isEqualTo(2);
        // Of 35,000 reads and 7,000 writes a second: 30 and 3 within a minute.
        assertThat(kit.sum("PercentIOLimit", id)).isCloseTo(100 * (30 / 35_000.0 + 3 / 7_000.0) / 60, within(1e-9));
        // Writes cost all, reads a third; 3 MiB earn 50 KiB/s for each GiB.
        double earned = 60 * 50 * 1024 * (3 / 1024.0);
        assertThat(kit.sum("BurstCreditBalance", id) - atFirst)
                .isCloseTo(atFirst - 3.0 * MIB - 10.0 * MIB + earned, within(1.0));

        // A rename is no write, and a client that has gone is not connected.
        Files.move(folder.resolve("staged"), folder.resolve("shown"));
        kit.efs.mounts().connected(id, "i-2", false);
        kit.clock.advance(Duration.ofMinutes(1));
        kit.efs.count();

        assertThat(kit.sum("DataWriteIOBytes", id)).isEqualTo(3.0 * MIB);
        assertThat(kit.sum("ClientConnections", id)).isEqualTo(3);
    }

    @Test
    void declarations_shouldBeRefusedAsEfsDoes() {
        assertRefused(EfsKit.FILE_SYSTEM, Map.of("creationToken", "releases"), "FileSystemAlreadyExists");
        assertRefused(EfsKit.FILE_SYSTEM, Map.of("throughputMode", "fast"), "throughputMode 'fast'; allowed are");
        assertRefused(EfsKit.FILE_SYSTEM, Map.of("throughputMode", "provisioned"), "provisionedThroughputInMibps");
        assertRefused(
                EfsKit.MOUNT_TARGET, Map.of("fileSystemId", "fs-0", "subnetId", "subnet-0"), "FileSystemNotFound");
        assertRefused(EfsKit.MOUNT_TARGET, Map.of("fileSystemId", id, "subnetId", "subnet-0"), "SubnetNotFound");
        kit.mountTarget(id, "a", kit.vpc.group("efs"));
        assertRefused(
                EfsKit.MOUNT_TARGET,
                Map.of("fileSystemId", id, "subnetId", kit.vpc.subnet("a")),
                "MountTargetConflict: mount target already exists in this AZ");
    }

    private void assertRefused(String type, Map<String, ?> inputs, String message) {
        assertThatThrownBy(() -> kit.provision(type, "refused", inputs))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("refused: ")
                .hasMessageContaining(message);
    }
}
