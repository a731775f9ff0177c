package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/** The blog's distribution, asked as browsers and attackers ask. */
@ExtendWith(SharedQuartet.class)
final class EdgeTest {
    @Test
    void object_shouldMiss_thenHit_withAge_andBeRevalidatedByViewers(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var path = stored(blog, "hello ".repeat(1000), "text/plain");

        var miss = blog.get(path);
        var hit = blog.get(path);

        assertThat(miss.statusCode()).isEqualTo(200);
        assertThat(cache(miss)).isEqualTo("Miss from cloudfront");
        assertThat(cache(hit)).isEqualTo("Hit from cloudfront");
        assertThat(hit.headers().firstValueAsLong("age")).isPresent();
        assertThat(hit.body()).isEqualTo(miss.body());
        var unchanged = blog.get(path, "If-None-Match", header(hit, "etag"));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
    }

    @Test
    void range_shouldBeCutFromTheCachedObject(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var path = stored(blog, "0123456789", "application/octet-stream");
        blog.get(path);

        var part = blog.get(path, "Range", "bytes=2-5");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).asString(StandardCharsets.UTF_8).isEqualTo("2345");
        assertThat(header(part, "content-range")).isEqualTo("bytes 2-5/10");
        assertThat(cache(part)).isEqualTo("Hit from cloudfront");
        assertThat(blog.get(path, "Range", "bytes=20-30").statusCode()).isEqualTo(416);
    }

    @Test
    void text_shouldBeCompressed_forThoseWhoTakeIt(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var plain = blog.get("/assets/site.css");
        var zipped = blog.get("/assets/site.css", "Accept-Encoding", "gzip");

        assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void invalidation_shouldBringTheNewObject(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var path = stored(blog, "old", "text/plain");
        blog.get(path);
        put(blog, path, "new", "text/plain");
        assertThat(blog.get(path).body()).asString(StandardCharsets.UTF_8).isEqualTo("old");

        try (var cloudFront = CloudFrontClient.builder()
                .endpointOverride(URI.create(quartet.access().cloudUrl()))
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(quartet.access().root())
                .build()) {
            cloudFront.createInvalidation(
                    request -> request.distributionId(blog.exports().distributionId())
                            .invalidationBatch(batch -> batch.callerReference(
                                            UUID.randomUUID().toString())
                                    .paths(paths -> paths.items(path).quantity(1))));
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(blog.get(path).body())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("new"));
    }

    @Test
    void posts_shouldBeCachedForAMinute_andWritesNever(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var path = "/api/posts?limit=37";
        var first = blog.get(path);
        assertThat(first.statusCode())
                .as(new String(first.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(header(first, "cache-control")).contains("max-age=60");
        assertThat(cache(blog.get(path))).isEqualTo("Hit from cloudfront");

        var email = UUID.randomUUID() + "@example.com";
        for (int i = 0; i < 2; i++) {
            var answer = blog.signUp(email, "en");
            assertThat(answer.headers().firstValue("x-cache")).hasValue("Miss from cloudfront");
        }
    }

    @Test
    void missingObject_shouldBeA404_ofTheSitesOwn(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var page = blog.get("/no/such/page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(header(page, "content-type")).startsWith("text/html");
        assertThat(page.body()).asString(StandardCharsets.UTF_8).contains("404");
        assertThat(blog.get("/images/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(blog.get("/posts/any-slug").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/../secret", "/assets/../../secret", "/assets/%2e%2e/secret", "/a%2Fb", "/images/%2F..%2Fx"})
    void oddPath_shouldBeRefusedCleanly(String path, RunningQuartet quartet) throws Exception {
        assertThat(status(new BlogAccess(quartet.access()), path, null)).isBetween(400, 404);
    }

    @Test
    void unknownHost_shouldBeRefusedCleanly(RunningQuartet quartet) throws Exception {
        assertThat(status(new BlogAccess(quartet.access()), "/", "evil.example.com"))
                .isBetween(400, 421);
    }

    @Test
    void buckets_shouldRefuseEverybodyElse(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        for (var bucket : Arrays.asList(
                blog.exports().siteBucket(),
                blog.exports().mediaBucket(),
                blog.exports().uploadsBucket())) {
            var answer = TodoUser.HTTP.send(
                    java.net.http.HttpRequest.newBuilder(
                                    URI.create(quartet.access().cloudUrl() + "/" + bucket + "/index.html"))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(bucket).isEqualTo(403);
        }
    }

    /** Puts an object into the media bucket and returns its path at the edge. */
    private static String stored(BlogAccess blog, String content, String type) {
        var path = "/images/" + UUID.randomUUID();
        put(blog, path, content, type);
        return path;
    }

    private static void put(BlogAccess blog, String path, String content, String type) {
        try (var s3 = blog.s3()) {
            s3.putObject(
                    request -> request.bucket(blog.exports().mediaBucket())
                            .key(path.substring(1))
                            .contentType(type),
                    RequestBody.fromString(content));
        }
    }

    /** Sends a request line as it is, which HTTP clients would clean first; returns the status. */
    private static int status(BlogAccess blog, String path, @org.jspecify.annotations.Nullable String host)
            throws Exception {
        var site = URI.create(blog.exports().siteUrl());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.getPort())) {
            socket.setSoTimeout(60_000);
            var request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(path, host == null ? site.getAuthority() : host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    private static String cache(HttpResponse<?> response) {
        return header(response, "x-cache");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
