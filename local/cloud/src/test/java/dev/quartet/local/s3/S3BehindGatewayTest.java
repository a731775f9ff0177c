package dev.quartet.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialStore;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signatures, IAM and storage together: a signed-in user's own files under the policies of the program. */
class S3BehindGatewayTest {
    private static final String BUCKET = "user-files";
    private static final String OWN = "private/eu-central-1:me/";

    @TempDir
    Path folder;

    private AwsGateway gateway;
    private LoopbackServer server;
    private S3Client user;

    @BeforeEach
    void start() throws IOException {
        var iam = new IamKit(Clock.systemUTC());
        iam.role("todo-user", "ec2.amazonaws.com");
        iam.register(
                "aws:iam/rolePolicy:RolePolicy",
                "own-files",
                Map.of("name", "own-files", "role", "todo-user", "policy", """
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                           "Resource": "arn:aws:s3:::user-files/private/${cognito-identity.amazonaws.com:sub}/*"},
                          {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::user-files",
                           "Condition": {"StringLike": {"s3:prefix": "private/${cognito-identity.amazonaws.com:sub}/*"}}}]}
                        """));
        var caller = new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::123456789012:assumed-role/todo-user/me",
                Optional.of("arn:aws:iam::123456789012:role/todo-user"),
                Optional.empty(),
                Map.of("cognito-identity.amazonaws.com:sub", "eu-central-1:me"),
                Optional.empty());
        var entry = new CredentialStore.Entry(caller, "secret", Optional.empty(), Optional.empty());
        var context = new CloudContext(
                "test",
                "123456789012",
                "eu-central-1",
                Clock.systemUTC(),
                "http://127.0.0.1:1",
                folder,
                Optional.empty());
        var service = new S3Service(context, iam.authorizer(), new RecordingMetrics(), event -> {});
        new BucketResources(service).install(iam.catalog());
        iam.register("aws:s3/bucketV2:BucketV2", "files", Map.of("bucket", BUCKET));
        iam.register("aws:s3/bucketPolicy:BucketPolicy", "files", Map.of("bucket", BUCKET, "policy", """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*",
                         "Resource": ["arn:aws:s3:::user-files", "arn:aws:s3:::user-files/*"],
                         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}
                        """));
        var verifier =
                new SignatureVerifier(context, id -> id.equals("AKIDUSER") ? Optional.of(entry) : Optional.empty());
        gateway = new AwsGateway(verifier, new Open(), (from, name, reason) -> {}, Duration.ofSeconds(1)).add(service);
        server = LoopbackServer.start(0, gateway);
        user = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials())
                .build();
    }

    @AfterEach
    void stop() {
        user.close();
        gateway.close();
        server.close();
    }

    @Test
    void ownPrefix_shouldBeOpen_andEverythingElseClosed() {
        var text = "x".repeat(300_000); // several signed chunks
        user.putObject(r -> r.bucket(BUCKET).key(OWN + "a b.txt"), RequestBody.fromString(text));

        assertThat(user.getObjectAsBytes(r -> r.bucket(BUCKET).key(OWN + "a b.txt"))
                        .asUtf8String())
                .isEqualTo(text);
        assertThat(user.listObjectsV2(r -> r.bucket(BUCKET).prefix(OWN)).contents())
                .hasSize(1);
        assertDenied(() -> user.getObject(r -> r.bucket(BUCKET).key("private/eu-central-1:you/a")), "s3:GetObject");
        assertDenied(() -> user.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromString("x")), "s3:PutObject");
        assertDenied(() -> user.listObjectsV2(r -> r.bucket(BUCKET)), "s3:ListBucket");
        assertDenied(() -> user.listObjectsV2(r -> r.bucket(BUCKET).prefix("private/")), "s3:ListBucket");
    }

    @Test
    void presignedUrls_shouldCarryTheirSignersRights() throws Exception {
        try (var presigner = S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            var put = presigner.presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                    .putObjectRequest(r -> r.bucket(BUCKET).key(OWN + "p.txt")));
            var get = presigner.presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(r -> r.bucket(BUCKET).key(OWN + "p.txt")));
            var foreign = presigner.presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(r -> r.bucket(BUCKET).key("private/eu-central-1:you/p.txt")));

            assertThat(send(put.url().toURI(), "PUT").statusCode()).isEqualTo(200);
            assertThat(send(get.url().toURI(), "GET").body()).isEqualTo("by link");
            assertThat(send(foreign.url().toURI(), "GET").statusCode()).isEqualTo(403);
            var tampered = URI.create(get.url().toString().replace("p.txt", "q.txt"));
            assertThat(send(tampered, "GET").body()).contains("SignatureDoesNotMatch");
        }
    }

    @Test
    void strangers_shouldBeRefused() throws Exception {
        user.putObject(r -> r.bucket(BUCKET).key(OWN + "a"), RequestBody.fromString("x"));

        var answer = send(URI.create(endpoint() + "/" + BUCKET + "/" + OWN + "a"), "GET");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
    }

    private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String action) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e.getMessage()).contains(action).contains("arn:aws:s3:::user-files");
        });
    }

    private HttpResponse<String> send(URI url, String method) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(url)
                            .timeout(Duration.ofSeconds(60))
                            .method(
                                    method,
                                    method.equals("PUT")
                                            ? HttpRequest.BodyPublishers.ofString("by link")
                                            : HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDUSER", "secret"));
    }

    private static final class Open implements Reachability {
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
