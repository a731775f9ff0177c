package dev.quartet.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ServiceTest {
    private static final String BUCKET = "user-files";

    @TempDir
    Path folder;

    private S3Fixture cloud;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        cloud = new S3Fixture(folder, Optional.empty());
        cloud.bucket(BUCKET);
        client = cloud.client(true);
    }

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void put_shouldKeepBytesHeadersAndChecksum(ChecksumAlgorithm algorithm) {
        var key = "private/a b/ü+%&?.txt";
        client.putObject(
                r -> r.bucket(BUCKET)
                        .key(key)
                        .contentType("text/plain")
                        .cacheControl("max-age=60")
                        .metadata(Map.of("who", "me"))
                        .checksumAlgorithm(algorithm),
                RequestBody.fromString("hello"));

        var got = client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().cacheControl()).isEqualTo("max-age=60");
        assertThat(got.response().metadata()).containsExactly(Map.entry("who", "me"));
        assertThat(got.response().eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(got.response().serverSideEncryptionAsString()).isEqualTo("AES256");
        assertThat(got.response().contentEncoding()).isNull();
        var head = client.headObject(r -> r.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(List.of(
                        String.valueOf(head.checksumCRC32()),
                        String.valueOf(head.checksumCRC32C()),
                        String.valueOf(head.checksumSHA1()),
                        String.valueOf(head.checksumSHA256())))
                .filteredOn(sum -> !sum.equals("null"))
                .hasSize(1);
    }

    @Test
    void virtualHostStyle_shouldReachTheSameObjects() {
        try (var byHost = cloud.client(false)) {
            byHost.putObject(r -> r.bucket(BUCKET).key("a/b.txt"), RequestBody.fromString("by host"));
        }
        assertThat(text("a/b.txt")).isEqualTo("by host");
    }

    @Test
    void wrongChecksum_shouldBeRefusedAndLeaveNothing() {
        assertThatThrownBy(() -> client.putObject(
                        r -> r.bucket(BUCKET).key("bad").checksumSHA256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                        RequestBody.fromString("hello")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("BadDigest"));
        assertThatThrownBy(() -> text("bad")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void ranges_shouldFollowRfc9110() {
        put("digits", "0123456789");

        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-3")).isEqualTo("789");
        assertThat(range("bytes=8-100")).isEqualTo("89");
        var partial = client.getObject(r -> r.bucket(BUCKET).key("digits").range("bytes=2-4"));
        assertThat(partial.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThatThrownBy(() -> range("bytes=10-"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    @Test
    void conditions_shouldBeObeyed() {
        var etag = put("a", "1");

        assertThatThrownBy(() -> client.getObject(r -> r.bucket(BUCKET).key("a").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(() -> client.getObject(r -> r.bucket(BUCKET).key("a").ifMatch("\"other\"")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThatThrownBy(() -> client.getObject(r -> r.bucket(BUCKET)
                        .key("a")
                        .ifModifiedSince(Instant.now().minusSeconds(1).plusSeconds(1))))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(() ->
                        client.putObject(r -> r.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("2")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(text("a")).isEqualTo("1");
    }

    @Test
    void listing_shouldPageAndRollUp() {
        for (var key : List.of("a/1", "a/2", "b", "c/1", "c d/\u00e9", "z")) {
            put(key, "x");
        }
        var pages = new ArrayList<String>();
        for (var page : client.listObjectsV2Paginator(
                r -> r.bucket(BUCKET).delimiter("/").maxKeys(2))) {
            assertThat(page.keyCount()).isLessThanOrEqualTo(2);
            page.commonPrefixes().forEach(prefix -> pages.add(prefix.prefix()));
            page.contents().forEach(object -> pages.add(object.key()));
        }
        assertThat(pages).containsExactly("a/", "b", "c d/", "c/", "z");
        assertThat(client.listObjectsV2(r -> r.bucket(BUCKET).prefix("c d/"))
                        .contents()
                        .getFirst()
                        .key())
                .isEqualTo("c d/\u00e9");
        assertThat(client.listObjects(r -> r.bucket(BUCKET).prefix("a/").marker("a/1"))
                        .contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("a/2"));
        assertThat(cloud.authorizer.asked()).anySatisfy(asked -> assertThat(asked.context())
                .containsEntry("s3:prefix", "c d/")
                .doesNotContainKey("s3:delimiter"));
    }

    @Test
    void versions_shouldUndoOverwritesAndDeletions() {
        cloud.versioned(BUCKET);
        put("a", "1");
        put("a", "2");
        client.deleteObject(r -> r.bucket(BUCKET).key("a"));

        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents()).isEmpty();
        var versions = client.listObjectVersions(r -> r.bucket(BUCKET));
        assertThat(versions.versions()).hasSize(2);
        assertThat(versions.deleteMarkers()).singleElement().satisfies(m -> assertThat(m.isLatest())
                .isTrue());
        var first = versions.versions().getLast();
        assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").versionId(first.versionId()))
                        .asUtf8String())
                .isEqualTo("1");
        client.deleteObject(r -> r.bucket(BUCKET)
                .key("a")
                .versionId(versions.deleteMarkers().getFirst().versionId()));
        assertThat(text("a")).isEqualTo("2");
        client.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("a")
                .sourceVersionId(first.versionId())
                .destinationBucket(BUCKET)
                .destinationKey("b"));
        assertThat(text("b")).isEqualTo("1");
        assertThat(cloud.authorizer.takeAsked())
                .contains(
                        "s3:GetObjectVersion arn:aws:s3:::user-files/a",
                        "s3:DeleteObjectVersion arn:aws:s3:::user-files/a",
                        "s3:ListBucketVersions arn:aws:s3:::user-files");
    }

    @Test
    void multipart_shouldJoinItsPartsInOrder() {
        var five = "5".repeat(5 * 1024 * 1024);
        var upload = client.createMultipartUpload(
                r -> r.bucket(BUCKET).key("big").contentType("text/plain").checksumAlgorithm(ChecksumAlgorithm.CRC32));
        var parts = new ArrayList<CompletedPart>();
        for (var text : List.of(five, "end")) {
            int number = parts.size() + 1;
            var part = client.uploadPart(
                    r -> r.bucket(BUCKET)
                            .key("big")
                            .uploadId(upload.uploadId())
                            .partNumber(number)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    RequestBody.fromString(text));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(part.eTag())
                    .checksumCRC32(part.checksumCRC32())
                    .build());
        }
        assertThat(client.listParts(r -> r.bucket(BUCKET).key("big").uploadId(upload.uploadId()))
                        .parts())
                .hasSize(2);
        var done = client.completeMultipartUpload(
                r -> r.bucket(BUCKET).key("big").uploadId(upload.uploadId()).multipartUpload(m -> m.parts(parts)));

        assertThat(done.eTag()).endsWith("-2\"");
        assertThat(text("big")).hasSize(five.length() + 3).endsWith("5end");
        assertThatThrownBy(() -> client.abortMultipartUpload(
                        r -> r.bucket(BUCKET).key("big").uploadId(upload.uploadId())))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("NoSuchUpload"));
        assertThat(cloud.events).extracting(ObjectEvent::name).containsExactly("ObjectCreated:CompleteMultipartUpload");
    }

    @Test
    void deleteObjects_shouldJudgeEachByItself() {
        put("a", "1");
        put("b", "1");

        var result = client.deleteObjects(r -> r.bucket(BUCKET)
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("never").build())));

        assertThat(result.deleted()).hasSize(2);
        assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents())
                .extracting(object -> object.key())
                .containsExactly("b");
        assertThat(cloud.events)
                .extracting(ObjectEvent::name)
                .containsExactly("ObjectCreated:Put", "ObjectCreated:Put", "ObjectRemoved:Delete");
    }

    @Test
    void tags_shouldBeKept() {
        client.putObject(r -> r.bucket(BUCKET).key("a").tagging("one=1&two=zwei%20z"), RequestBody.fromString("x"));

        assertThat(client.getObjectTagging(r -> r.bucket(BUCKET).key("a")).tagSet())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("one=1", "two=zwei z");
    }

    @Test
    void refusals_shouldNameActionAndResource() {
        put("a", "1");
        cloud.authorizer.deny("s3:GetObject");
        assertThatThrownBy(() -> text("a")).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(code(e)).isEqualTo("AccessDenied");
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.getMessage()).contains("s3:GetObject").contains("arn:aws:s3:::user-files/a");
        });
        cloud.authorizer.allowAll();
        cloud.authorizer.deny("s3:ListBucket");
        assertThatThrownBy(() -> text("absent"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        assertThatThrownBy(() -> client.putObject(
                        r -> r.bucket(BUCKET).key("a").acl("public-read"), RequestBody.fromString("x")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("AccessControlListNotSupported"));
        assertThatThrownBy(
                        () -> client.getObject(r -> r.bucket("no-such-bucket").key("a")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("NoSuchBucket"));
    }

    @Test
    void bucketPolicy_shouldBeAskedAlong() {
        cloud.provision("aws:s3/bucketPolicy:BucketPolicy", Map.of("bucket", BUCKET, "policy", "{\"Statement\":[]}"));
        put("a", "1");

        assertThat(cloud.authorizer.asked()).last().satisfies(asked -> assertThat(asked.resourcePolicy())
                .contains("{\"Statement\":[]}"));
    }

    @Test
    void publicAccessBlock_shouldRefuseStrangersAndPublicPolicies() throws Exception {
        put("a", "1");
        cloud.caller = Caller.ANONYMOUS;
        assertThat(send("GET", Map.of()).statusCode()).isEqualTo(403);

        var open = """
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "s3:GetObject", "Resource": "*"}}
                """;
        assertThatThrownBy(() ->
                        cloud.provision("aws:s3/bucketPolicy:BucketPolicy", Map.of("bucket", BUCKET, "policy", open)))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("BlockPublicPolicy");
        cloud.provision("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", Map.of("bucket", BUCKET));
        cloud.provision("aws:s3/bucketPolicy:BucketPolicy", Map.of("bucket", BUCKET, "policy", open));
        assertThat(send("GET", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void cors_shouldAdmitOnlyTheRulesOrigins() throws Exception {
        put("a", "1");
        cloud.provision(
                "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
                Map.of(
                        "bucket",
                        BUCKET,
                        "corsRules",
                        List.of(Map.of(
                                "allowedOrigins",
                                List.of("http://localhost:*"),
                                "allowedMethods",
                                List.of("GET", "PUT"),
                                "allowedHeaders",
                                List.of("*"),
                                "exposeHeaders",
                                List.of("ETag"),
                                "maxAgeSeconds",
                                3600.0))));
        var preflight = send(
                "OPTIONS",
                Map.of(
                        "Origin", "http://localhost:5173",
                        "Access-Control-Request-Method", "PUT",
                        "Access-Control-Request-Headers", "Content-Type, x-amz-date"));

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().map())
                .containsEntry("access-control-allow-origin", List.of("http://localhost:5173"))
                .containsEntry("access-control-allow-headers", List.of("content-type, x-amz-date"))
                .containsEntry("access-control-max-age", List.of("3600"));
        assertThat(send("OPTIONS", Map.of("Origin", "http://evil.example", "Access-Control-Request-Method", "PUT"))
                        .statusCode())
                .isEqualTo(403);
        var read = send("GET", Map.of("Origin", "http://localhost:5173"));
        assertThat(read.headers().firstValue("access-control-expose-headers")).contains("ETag");
        assertThat(send("GET", Map.of("Origin", "http://evil.example"))
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void metrics_shouldCountOnlyWithAConfiguration() {
        put("before", "1");
        cloud.provision("aws:s3/bucketMetric:BucketMetric", Map.of("bucket", BUCKET, "name", "all"));
        put("a", "1");
        text("a");
        assertThatThrownBy(() -> text("absent")).isInstanceOf(NoSuchKeyException.class);

        assertThat(sum("AllRequests")).isEqualTo(3);
        assertThat(sum("PutRequests")).isEqualTo(1);
        assertThat(sum("GetRequests")).isEqualTo(2);
        assertThat(sum("4xxErrors")).isEqualTo(1);
        assertThat(sum("5xxErrors")).isZero();
    }

    @Test
    void outputs_shouldBeThoseOfAws() {
        assertThat(cloud.bucket("outputs").outputs())
                .containsEntry("arn", "arn:aws:s3:::outputs")
                .containsEntry("bucketRegionalDomainName", "outputs.s3.ap-northeast-1.amazonaws.com")
                .containsEntry("bucketDomainName", "outputs.s3.amazonaws.com");
        assertThatThrownBy(() -> cloud.bucket("Not_valid"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("InvalidBucketName")
                .hasMessageContaining("Not_valid");
    }

    @Test
    void data_shouldOutliveTheRun() throws IOException {
        var data = Optional.of(folder.resolve("data"));
        try (var first = new S3Fixture(folder, data);
                var s3 = first.client(true)) {
            first.bucket("kept");
            first.versioned("kept");
            for (var text : List.of("1", "2")) {
                s3.putObject(r -> r.bucket("kept").key("a/b").contentType("text/plain"), RequestBody.fromString(text));
            }
        }
        try (var second = new S3Fixture(folder, data);
                var s3 = second.client(true)) {
            second.bucket("kept");
            var got = s3.getObjectAsBytes(r -> r.bucket("kept").key("a/b"));
            assertThat(got.asUtf8String()).isEqualTo("2");
            assertThat(got.response().contentType()).isEqualTo("text/plain");
            assertThat(s3.listObjectVersions(r -> r.bucket("kept")).versions()).hasSize(2);
        }
    }

    @Test
    void overwriting_shouldLeaveNoFilesBehind() throws IOException {
        for (int i = 0; i < 3; i++) {
            put("a", "text " + i);
        }
        try (var files = Files.list(folder.resolve("s3").resolve(BUCKET))) {
            assertThat(files).hasSize(1);
        }
    }

    private String put(String key, String text) {
        return client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text))
                .eTag();
    }

    private String text(String key) {
        return client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    private String range(String range) {
        return client.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").range(range))
                .asUtf8String();
    }

    private double sum(String metric) {
        return cloud.metrics.sum("AWS/S3", metric, Map.of("BucketName", BUCKET, "FilterId", "all"));
    }

    private HttpResponse<String> send(String method, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cloud.port() + "/" + BUCKET + "/a"))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails().errorCode();
    }
}
