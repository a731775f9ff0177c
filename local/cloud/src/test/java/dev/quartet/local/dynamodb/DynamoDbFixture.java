package dev.quartet.local.dynamodb;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.process.ChildProcesses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB on a loopback port, as it stands behind the gateway, with a caller whom a test chooses. */
public final class DynamoDbFixture implements AutoCloseable {
    public static final String REGION = "ap-northeast-1";
    public static final String ACCOUNT = "123456789012";

    public final RecordingMetrics metrics = new RecordingMetrics();
    public final ListedAuthorizer authorizer = new ListedAuthorizer();
    public final CloudContext context;
    public final ChildProcesses children;
    public final DynamoDbProcess process;
    public final DynamoDbService service;
    public final LoopbackServer server;
    public final ResourceCatalog catalog = new ResourceCatalog();
    public volatile Caller caller = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::" + ACCOUNT + ":root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    public DynamoDbFixture(Path folder, Clock clock, Optional<Path> data) throws IOException {
        context = new CloudContext("test", ACCOUNT, REGION, clock, "http://127.0.0.1:1", folder, data);
        children = ChildProcesses.open(folder.resolve("children"));
        process = DynamoDbProcess.start(
                children,
                new DynamoDbProcess.Installation(
                        Path.of("../dynamodb/target/lib"), Path.of("../runtime/target/classes")),
                folder.resolve("tmp"),
                data);
        service = new DynamoDbService(context, process, authorizer, metrics);
        new TableResources(service).install(catalog);
        server = LoopbackServer.start(
                0,
                exchange -> service.handle(new AwsRequest(
                        exchange, caller, "dynamodb", REGION, UUID.randomUUID().toString())));
    }

    public DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(REGION))
                // The first answer counts, so that sums are exact.
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    public DynamoDbStreamsClient streamsClient() {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    public Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(new Registration(
                type,
                name,
                "urn:pulumi:test::quartet::" + type + "::" + name,
                REGION,
                new Inputs(name, inputs),
                List.of()));
    }

    /** Provisions a table with pk, sk, one global index {@code byOwner} on owner, a stream and a TTL. */
    public Provisioned table(String name) {
        return provision(
                "aws:dynamodb/table:Table",
                name,
                Map.ofEntries(
                        Map.entry("name", name),
                        Map.entry("billingMode", "PAY_PER_REQUEST"),
                        Map.entry("hashKey", "pk"),
                        Map.entry("rangeKey", "sk"),
                        Map.entry(
                                "attributes",
                                List.of(
                                        Map.of("name", "pk", "type", "S"),
                                        Map.of("name", "sk", "type", "S"),
                                        Map.of("name", "owner", "type", "S"))),
                        Map.entry(
                                "globalSecondaryIndexes",
                                List.of(Map.of("name", "byOwner", "hashKey", "owner", "projectionType", "ALL"))),
                        Map.entry("streamEnabled", true),
                        Map.entry("streamViewType", "NEW_AND_OLD_IMAGES"),
                        Map.entry("ttl", Map.of("attributeName", "expires", "enabled", true)),
                        Map.entry("pointInTimeRecovery", Map.of("enabled", true)),
                        Map.entry("tags", Map.of("quartet:stack", "test"))));
    }

    @Override
    public void close() {
        server.close();
        children.close();
    }
}
