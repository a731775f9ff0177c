package dev.quartet.local.s3;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.ObjectWriter;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 on a loopback port, as it stands behind the gateway, with a caller whom a test chooses. */
final class S3Fixture implements AutoCloseable {
    private static final String REGION = "ap-northeast-1";

    final RecordingMetrics metrics = new RecordingMetrics();
    final ListedAuthorizer authorizer = new ListedAuthorizer();
    final List<ObjectEvent> events = new CopyOnWriteArrayList<>();
    volatile Caller caller = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::123456789012:root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    private final ResourceCatalog catalog = new ResourceCatalog();
    private final LoopbackServer server;
    final ObjectWriter writer;

    S3Fixture(Path folder, Optional<Path> data) throws IOException {
        var context =
                new CloudContext("test", "123456789012", REGION, Clock.systemUTC(), "http://127.0.0.1:1", folder, data);
        var service = new S3Service(context, authorizer, metrics, events::add);
        writer = service.writer();
        new BucketResources(service).install(catalog);
        server = LoopbackServer.start(
                0, exchange -> service.handle(new AwsRequest(exchange, caller, "s3", REGION, "request")));
    }

    int port() {
        return server.port();
    }

    S3Client client(boolean pathStyle) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://%s:%d".formatted(pathStyle ? "127.0.0.1" : "localhost", port())))
                .forcePathStyle(pathStyle)
                // Not every resolver knows that bucket.localhost is this machine, as RFC 6761 has it.
                .httpClient(ApacheHttpClient.builder()
                        .dnsResolver(host -> InetAddress.getAllByName("127.0.0.1"))
                        .build())
                .region(Region.of(REGION))
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    Provisioned bucket(String name) {
        return provision("aws:s3/bucketV2:BucketV2", Map.of("bucket", name));
    }

    void versioned(String bucket) {
        provision(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                Map.of("bucket", bucket, "versioningConfiguration", Map.of("status", "Enabled")));
    }

    Provisioned provision(String type, Map<String, ?> inputs) {
        return catalog.provision(
                new Registration(type, "files", "urn:" + type, REGION, new Inputs("files", inputs), List.of()));
    }

    @Override
    public void close() {
        server.close();
    }
}
