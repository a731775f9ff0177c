package dev.quartet.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function with a file system in a VPC. */
@Timeout(120)
class FileSystemMountsTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";

    @TempDir
    private Path directory;

    private TestCloud cloud;
    private String function;
    private String efs;
    private String fileSystem;
    private String accessPoint;

    @BeforeEach
    void start() throws IOException {
        cloud = new TestCloud(directory, 2, Duration.ofSeconds(60));
        function = cloud.vpc.group("function");
        efs = cloud.vpc.group("efs");
        fileSystem = cloud.provision("aws:efs/fileSystem:FileSystem", Map.of("creationToken", "releases"))
                .id();
        var point = cloud.provision("aws:efs/accessPoint:AccessPoint", Map.of("fileSystemId", fileSystem));
        accessPoint = String.valueOf(point.outputs().get("arn"));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void function_shouldFindTheFileSystemUnderItsMountPath() {
        mountTarget();
        cloud.vpc.open(function, efs, 2049);
        cloud.function(arguments());

        assertThat(invoke("write hello")).matches("\"\\d+\"");

        var folder = cloud.fileSystems.folder(fileSystem, "");
        assertThat(folder.resolve("hello")).hasContent("written");
        assertThat(invoke("env DATA")).isEqualTo('"' + folder.toString() + '"');
        assertThat(invoke("env SUB")).isEqualTo('"' + folder.toString() + "/sub\"");
        assertThat(invoke("env OTHER")).isEqualTo("\"/mnt/database\"");
        assertThat(cloud.asked).anyMatch(request -> request.action().equals("ec2:CreateNetworkInterface"));
    }

    @Test
    void mount_shouldFail_whenTheNetworkLetsNothingThrough() {
        mountTarget();
        cloud.function(arguments());

        assertThatThrownBy(() -> invoke("hello"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("EFSMountConnectivityException"))
                .hasMessageContaining("no egress rule")
                .hasMessageContaining("TCP 2049");

        cloud.vpc.open(function, efs, 2049);
        assertThat(invoke("hello")).isEqualTo("\"hello\"");
    }

    @Test
    void mount_shouldFail_whenTheRoleMayNot() {
        mountTarget();
        cloud.vpc.open(function, efs, 2049);
        cloud.function(arguments());
        cloud.provision(
                "aws:efs/fileSystemPolicy:FileSystemPolicy", Map.of("fileSystemId", fileSystem, "policy", "{}"));
        cloud.denied.add("elasticfilesystem:ClientMount");

        assertThatThrownBy(() -> invoke("hello"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("EFSMountFailureException"))
                .hasMessageContaining("not authorized to perform: elasticfilesystem:ClientMount");
    }

    @Test
    void creation_shouldBeRefused_withoutAccessPointMountTargetOrPath() {
        assertRefused(arguments(), "does not have mount targets created in all availability zones");
        mountTarget();
        assertRefused(
                arguments("arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0", "/mnt/data"),
                "fsap-0 does not exist");
        assertRefused(arguments(accessPoint, "/data"), "localMountPath '/data' must be /mnt/ and a name");
    }

    private void assertRefused(Map<String, Object> arguments, String message) {
        assertThatThrownBy(() -> cloud.function(arguments))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("InvalidParameterValueException")
                .hasMessageContaining(message);
    }

    private void mountTarget() {
        cloud.provision(
                "aws:efs/mountTarget:MountTarget",
                Map.of("fileSystemId", fileSystem, "subnetId", cloud.vpc.subnet("a"), "securityGroups", List.of(efs)));
    }

    private Map<String, Object> arguments() {
        return arguments(accessPoint, "/mnt/data");
    }

    private Map<String, Object> arguments(String arn, String path) {
        return Map.of(
                "fileSystemConfig",
                Map.of("arn", arn, "localMountPath", path),
                "vpcConfig",
                Map.of("subnetIds", List.of(cloud.vpc.subnet("a")), "securityGroupIds", List.of(function)),
                "environment",
                Map.of("variables", Map.of("DATA", path, "SUB", path + "/sub", "OTHER", "/mnt/database")));
    }

    private String invoke(String command) {
        var payload = ('"' + command + '"').getBytes(StandardCharsets.UTF_8);
        var result = cloud.lambda.invoker().invoke(TestCloud.ROOT, ARN, payload, Optional.empty());
        return new String(result.payload(), StandardCharsets.UTF_8);
    }
}
