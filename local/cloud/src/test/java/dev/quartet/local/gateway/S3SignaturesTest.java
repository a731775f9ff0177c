package dev.quartet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ChunkSignatures;
import dev.quartet.local.aws.SigV4;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.FakeExchange;
import dev.quartet.local.http.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What AWS's S3 client really sends: odd keys, bodies in signed chunks with a trailer, presigned URLs. */
class S3SignaturesTest {
    private final SigningKit kit = new SigningKit("AKIDEXAMPLE", "secret", Instant.now());
    private final Recorder recorder = new Recorder();
    private final AwsGateway gateway = new AwsGateway(
                    kit.verifier(), new Open(), (from, service, reason) -> {}, Duration.ofSeconds(1))
            .add(recorder);
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.start(0, gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.txt", "a b+c", "a//b", "x/../y", "ümlaut/한글", "100%41", "(1)*!'~", "a=b&c?d#e", "trail "})
    void putObject_shouldBeAccepted_whateverTheKey(String key) {
        var body = "x".repeat(100_000);
        try (var s3 = client()) {
            s3.putObject(r -> r.bucket("bucket").key(key), RequestBody.fromString(body));
        }
        assertThat(recorder.body).isEqualTo(body);
        assertThat(recorder.chunks.get()).isGreaterThan(1);
        assertThat(recorder.refusedChunks.get()).isZero();
    }

    @Test
    void presignedUrls_shouldBeAccepted_untilTheyAreChanged() throws Exception {
        URI url;
        try (var presigner = S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            url = presigner
                    .presignPutObject(b -> b.signatureDuration(Duration.ofMinutes(15))
                            .putObjectRequest(r -> r.bucket("bucket").key("a b").contentType("text/plain")))
                    .url()
                    .toURI();
        }
        assertThat(put(url, "text/plain")).isEqualTo(200);
        assertThat(put(url, "text/html")).isEqualTo(403);
        assertThat(put(URI.create(url.toString().replace("a%20b", "other")), "text/plain"))
                .isEqualTo(403);
        assertThat(put(URI.create(url.toString().replace("Expires=900", "Expires=9000")), "text/plain"))
                .isEqualTo(403);
        kit.clock().advance(Duration.ofMinutes(16));
        assertThat(put(url, "text/plain")).isEqualTo(403);
    }

    private static int put(URI url, String contentType) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(url)
                                    .timeout(Duration.ofSeconds(60))
                                    .header("Content-Type", contentType)
                                    .PUT(HttpRequest.BodyPublishers.ofString("body"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** The worked example of AWS: 65 kB in two chunks, the empty one, and a checksum as the trailer. */
    @Test
    void chunkSignatures_shouldFollowTheExampleWithTrailer() {
        var key = SigV4.signingKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20130524", "us-east-1", "s3");
        var chunks = new ChunkSignatures(
                key,
                "20130524T000000Z",
                "20130524/us-east-1/s3/aws4_request",
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");

        assertThat(chunks.acceptsChunk(
                        hashOfAs(65_536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"))
                .isTrue();
        assertThat(chunks.acceptsChunk(
                        hashOfAs(1_024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"))
                .isTrue();
        assertThat(chunks.acceptsChunk(hashOfAs(0), "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"))
                .isTrue();
        assertThat(chunks.acceptsTrailer(
                        SigV4.hash("x-amz-checksum-crc32c:sOO8/Q==\n"),
                        "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"))
                .isTrue();
    }

    private static String hashOfAs(int count) {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'a');
        return SigV4.hash(bytes);
    }

    @Test
    void bodies_shouldBeRefused_whenTheirHashIsAnother() {
        var signed = kit.signFor(
                "s3", "PUT", "http://localhost:" + server.port() + "/bucket/k", Map.of("Content-Length", "5"), "right");
        var changed = new FakeExchange(
                "PUT", signed.rawPath(), flat(signed.headers()), "wrong".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> kit.verifier().authenticate(changed))
                .hasMessageContaining("'x-amz-content-sha256' header does not match");
    }

    private static Map<String, String> flat(Map<String, List<String>> headers) {
        var result = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> result.put(name, values.getFirst()));
        return result;
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .build();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    }

    /** Takes every body, out of its chunks where it comes in chunks. */
    private static final class Recorder implements AwsService {
        private volatile String body = "";
        private final AtomicInteger chunks = new AtomicInteger();
        private final AtomicInteger refusedChunks = new AtomicInteger();

        @Override
        public Set<String> signingNames() {
            return Set.of("s3");
        }

        @Override
        public void handle(AwsRequest request) throws IOException {
            var in = request.exchange().body();
            body = request.chunks().isPresent()
                    ? decoded(in, request.chunks().get())
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            request.exchange().respond(200, Map.of("ETag", "\"1\""), new byte[0]);
        }

        private String decoded(InputStream in, ChunkSignatures signatures) throws IOException {
            var out = new ByteArrayOutputStream();
            while (true) {
                var header = line(in).split(";chunk-signature=");
                var bytes = in.readNBytes(Integer.parseInt(header[0], 16));
                chunks.incrementAndGet();
                if (!signatures.acceptsChunk(SigV4.hash(bytes), header[1])) {
                    refusedChunks.incrementAndGet();
                }
                if (bytes.length == 0) {
                    trailer(in, signatures);
                    return out.toString(StandardCharsets.UTF_8);
                }
                out.write(bytes);
                line(in);
            }
        }

        private void trailer(InputStream in, ChunkSignatures signatures) throws IOException {
            var lines = new StringBuilder();
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.startsWith("x-amz-trailer-signature:")) {
                    if (!signatures.acceptsTrailer(
                            SigV4.hash(lines.toString()), line.substring(line.indexOf(':') + 1))) {
                        refusedChunks.incrementAndGet();
                    }
                } else {
                    lines.append(line).append('\n');
                }
            }
        }

        private static String line(InputStream in) throws IOException {
            var out = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (c != '\r') {
                    out.append((char) c);
                }
            }
            return out.toString();
        }
    }

    /** Everything reaches everything. */
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
