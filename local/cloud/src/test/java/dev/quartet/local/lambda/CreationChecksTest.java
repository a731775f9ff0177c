package dev.quartet.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Asset;
import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreationChecksTest {
    private static final Map<String, Object> VPC =
            Map.of("subnetIds", List.of("subnet-1"), "securityGroupIds", List.of("sg-1"));
    private static final Map<String, Object> SNAP_START = Map.of("applyOn", "PublishedVersions");

    @TempDir
    private Path directory;

    private TestCloud cloud;

    @BeforeEach
    void start() throws IOException {
        cloud = new TestCloud(directory, 1, Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void shouldRefuseAVpcFunctionWhoseRoleMayNotMakeInterfaces() {
        cloud.denied.add("ec2:CreateNetworkInterface");

        assertRefused(
                Map.of("vpcConfig", VPC),
                "The provided execution role does not have permissions to call CreateNetworkInterface on EC2");
        assertThat(cloud.function(Map.of()).running()).isTrue();
    }

    @Test
    void shouldRefuseARoleThatLambdaMayNotAssume() {
        cloud.denied.add(TestCloud.ROLE);

        assertRefused(Map.of(), "The role defined for the function cannot be assumed by Lambda.");
    }

    @Test
    void shouldRefuseSnapStartWithAFileSystemOrMuchStorage() {
        var made = cloud.provision("aws:efs/fileSystem:FileSystem", Map.of());
        var point = cloud.provision("aws:efs/accessPoint:AccessPoint", Map.of("fileSystemId", made.id()));
        var fileSystem = Map.of("arn", String.valueOf(point.outputs().get("arn")), "localMountPath", "/mnt/releases");

        assertRefused(
                Map.of("snapStart", SNAP_START, "fileSystemConfig", fileSystem, "vpcConfig", VPC),
                "EFS is not supported for SnapStart enabled functions");
        assertRefused(
                Map.of("snapStart", SNAP_START, "ephemeralStorage", Map.of("size", 1024.0)),
                "ephemeralStorage.size is 1024");
        assertRefused(Map.of("fileSystemConfig", fileSystem), "Function must be configured to execute in a VPC");
        assertThat(cloud.function(Map.of("fileSystemConfig", fileSystem, "vpcConfig", VPC))
                        .running())
                .isTrue();
    }

    @Test
    void shouldRefuseProvisionedConcurrencyWithSnapStart() {
        cloud.function(Map.of("publish", true, "snapStart", SNAP_START));

        assertThatThrownBy(() -> cloud.provision(
                        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
                        Map.of("functionName", "todo", "qualifier", "1", "provisionedConcurrentExecutions", 1.0)))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("SnapStart");
    }

    @Test
    void shouldRefuseReservedAndTooLargeEnvironments() {
        assertRefused(
                Map.of("environment", Map.of("variables", Map.of("AWS_REGION", "x", "OWN", "y"))),
                "Reserved keys used in this request: AWS_REGION");
        assertRefused(
                Map.of("environment", Map.of("variables", Map.of("OWN", "x".repeat(4094)))),
                "exceeded the 4KB limit. (4097 bytes, allowed are 4096)");
        assertThat(cloud.function(Map.of("environment", Map.of("variables", Map.of("OWN", "x".repeat(4093)))))
                        .running())
                .isTrue();
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertRefused(Map.of("memorySize", 127.0), "memorySize 127; allowed are 128 to 10240");
        assertRefused(Map.of("timeout", 901.0), "timeout 901; allowed are 1 to 900");
        assertRefused(Map.of("runtime", "python3.13"), "runtime 'python3.13'");
        assertRefused(Map.of("packageType", "Image"), "packageType Zip only");
        assertRefused(Map.of("vpcConfig", Map.of("subnetIds", List.of("subnet-1"))), "0 securityGroupIds");
    }

    @Test
    void shouldRefuseAliasesAndPermissionsOnNothing() {
        cloud.function(Map.of("publish", true));

        assertThatThrownBy(() -> cloud.provision(
                        "aws:lambda/alias:Alias",
                        Map.of("name", "live", "functionName", "todo", "functionVersion", "2")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("function:todo:2 (published are [1])");
        assertThatThrownBy(() -> cloud.provision(
                        "aws:lambda/permission:Permission",
                        Map.of(
                                "action", "lambda:InvokeFunction",
                                "function", "todo",
                                "qualifier", "live",
                                "principal", "s3.amazonaws.com")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("ResourceNotFoundException");
    }

    @Test
    void shouldRefuseZipsThatLeaveTheirFolder() throws IOException {
        var zip = directory.resolve("evil.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../../outside"));
            out.write(1);
        }

        assertRefused(Map.of("code", new Asset(true, Optional.of(zip), Optional.empty())), "leaves its folder");
        assertRefused(
                Map.of("code", new Asset(true, Optional.of(directory.resolve("none.zip")), Optional.empty())),
                "is not a file");
    }

    private void assertRefused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> cloud.function(inputs))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(message);
    }
}
