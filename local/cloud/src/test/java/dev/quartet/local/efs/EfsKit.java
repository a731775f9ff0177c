package dev.quartet.local.efs;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.network.VpcKit;
import dev.quartet.local.sts.Sessions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.efs.EfsClient;

/** EFS in a VPC, behind the gateway, with IAM that decides for real. */
final class EfsKit implements AutoCloseable {
    static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    static final String MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";
    static final String ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";
    static final String POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";

    final MutableClock clock = new MutableClock(Instant.now());
    final IamKit iam = new IamKit(clock);
    final RecordingMetrics metrics = new RecordingMetrics();
    final VpcKit vpc;
    final ElasticFileSystem efs;
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final AwsGateway gateway;
    private final LoopbackServer server;
    private final Sessions sessions;

    EfsKit(Path folder) throws Exception {
        var context = new CloudContext(
                "test", "123456789012", "eu-central-1", clock, "http://127.0.0.1:4566", folder, Optional.empty());
        vpc = new VpcKit(context);
        efs = new ElasticFileSystem(context, iam.authorizer(), metrics, vpc.reachability());
        catalog.add(efs);
        sessions = new Sessions(context, iam.authorizer());
        gateway = new AwsGateway(
                // Clients sign by the real time.
                new SignatureVerifier(IamKit.context(Clock.systemUTC()), sessions),
                vpc.reachability(),
                (from, service, reason) -> {},
                Duration.ofSeconds(1));
        gateway.add(efs.api());
        server = LoopbackServer.start(0, gateway);
    }

    Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(new Registration(
                type, name, "urn:" + type + "::" + name, "eu-central-1", new Inputs(name, inputs), List.of()));
    }

    /** Returns the id of a file system called {@code releases}. */
    String fileSystem() {
        return provision(
                        FILE_SYSTEM,
                        "releases",
                        Map.of("creationToken", "releases", "encrypted", true, "tags", Map.of("Name", "releases")))
                .id();
    }

    /** Returns the id of an access point at {@code /releases}. */
    String accessPoint(String fileSystem) {
        return provision(
                        ACCESS_POINT,
                        "releases",
                        Map.of(
                                "fileSystemId",
                                fileSystem,
                                "rootDirectory",
                                Map.of(
                                        "path",
                                        "/releases",
                                        "creationInfo",
                                        Map.of("ownerUid", 1000.0, "ownerGid", 1000.0, "permissions", "0755"))))
                .id();
    }

    void mountTarget(String fileSystem, String zone, String group) {
        provision(
                MOUNT_TARGET,
                zone,
                Map.of("fileSystemId", fileSystem, "subnetId", vpc.subnet(zone), "securityGroups", List.of(group)));
    }

    Placement in(String group, String... zones) {
        return new Placement("publish", List.of(zones).stream().map(vpc::subnet).toList(), List.of(group));
    }

    double sum(String metric, String fileSystem) {
        return metrics.sum("AWS/EFS", metric, Map.of("FileSystemId", fileSystem));
    }

    EfsClient client() {
        return EfsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey())))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public void close() {
        efs.close();
        gateway.close();
        server.close();
    }
}
