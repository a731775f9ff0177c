package dev.quartet.local.kinesis;

import dev.quartet.local.core.CloudContext;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Kinesis behind the gateway, with IAM enforced, and AWS's own client, which does not retry, before it. */
final class KinesisFixture implements AutoCloseable {
    static final String ARN = "arn:aws:kinesis:eu-central-1:123456789012:stream/";

    final MutableClock clock = new MutableClock(Instant.now());
    final IamKit iam = new IamKit(clock);
    final RecordingMetrics metrics = new RecordingMetrics();
    final CloudContext context = IamKit.context(clock);
    final Kinesis kinesis = new Kinesis(context, iam.authorizer(), metrics);
    private final Sessions sessions = new Sessions(context, iam.authorizer());
    private final AwsGateway gateway = new AwsGateway(
            // Clients sign by the real time.
            new SignatureVerifier(IamKit.context(Clock.systemUTC()), sessions),
            new OpenNetwork(),
            (from, service, reason) -> {},
            Duration.ofSeconds(1));
    private final LoopbackServer server;

    KinesisFixture() throws Exception {
        gateway.add(kinesis.api());
        server = LoopbackServer.start(0, gateway);
        kinesis.resources().install(iam.catalog());
    }

    KinesisClient client() {
        return client(AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey()));
    }

    /** Returns a client whose keys nobody issued. */
    KinesisClient stranger() {
        return client(AwsBasicCredentials.create("AKIAUNKNOWN", "secret"));
    }

    /** Returns a client of a new role that may do {@code action} on {@code resource}. */
    KinesisClient client(String role, String action, String resource) {
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

    double sum(String metric, String stream) {
        return metrics.sum("AWS/Kinesis", metric, Map.of("StreamName", stream));
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
    }

    private KinesisClient client(AwsCredentials credentials) {
        return KinesisClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
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
