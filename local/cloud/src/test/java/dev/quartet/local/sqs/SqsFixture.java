package dev.quartet.local.sqs;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.sts.Sessions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SQS behind the gateway, with IAM enforced, and AWS's own client before it. */
final class SqsFixture implements AutoCloseable {
    final MutableClock clock = new MutableClock(Instant.now());
    final IamKit iam = new IamKit(clock);
    final RecordingMetrics metrics = new RecordingMetrics();
    final CloudContext context = IamKit.context(clock);
    final Sqs sqs;
    private final Sessions sessions = new Sessions(context, iam.authorizer());
    private final AwsGateway gateway = new AwsGateway(
            new SignatureVerifier(context, sessions),
            new OpenNetwork(),
            (from, service, reason) -> {},
            Duration.ofSeconds(1));
    private final LoopbackServer server;

    SqsFixture(Disorder disorder) throws Exception {
        sqs = new Sqs(context, iam.authorizer(), metrics, disorder);
        gateway.add(sqs.api());
        server = LoopbackServer.start(0, gateway);
        sqs.resources().install(iam.catalog());
    }

    SqsClient client() {
        return client(AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey()));
    }

    /** Returns a client of a new role that may do {@code action} on {@code resource}. */
    SqsClient client(String role, String action, String resource) {
        var trust = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}]}""";
        iam.roleWithTrust(role, trust);
        iam.allow(role, action, resource);
        var credentials = sessions.assume(
                IamKit.ROOT,
                "sts:AssumeRole",
                "arn:aws:iam::123456789012:role/" + role,
                "me",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Duration.ofHours(1));
        return client(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private SqsClient client(AwsCredentials credentials) {
        return SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    double sum(String metric, String queue) {
        return metrics.sum("AWS/SQS", metric, Map.of("QueueName", queue));
    }

    @Override
    public void close() {
        sqs.close();
        gateway.close();
        server.close();
    }

    /** Lets all through. */
    private static final class OpenNetwork implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }
    }
}
