package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;

/** What CloudWatch says of the distribution, judged by what a client counted on its own side of the wire. */
@ExtendWith(SharedQuartet.class)
final class EdgeFiguresTest {
    @Test
    void figures_shouldEqualTheClientsLog_exactly(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var path = "/images/" + UUID.randomUUID();
        try (var s3 = blog.s3()) {
            s3.putObject(
                    request -> request.bucket(blog.exports().mediaBucket())
                            .key(path.substring(1))
                            .contentType("image/png"),
                    RequestBody.fromString("picture ".repeat(5000)));
        }
        var dimensions = Map.of("DistributionId", blog.exports().distributionId(), "Region", "Global");
        try (var figures = new Figures(quartet.access(), Region.US_EAST_1)) {
            var before = Count.read(figures, dimensions);

            long bytes = 0;
            long hits = 0;
            int requests = 12;
            for (int i = 0; i < requests; i++) {
                var answer = raw(blog, path);
                bytes += answer.length;
                hits += new String(answer, StandardCharsets.ISO_8859_1).contains("Hit from cloudfront") ? 1 : 0;
            }

            assertThat(hits).isEqualTo(requests - 1);
            var expectedBytes = bytes;
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var after = Count.read(figures, dimensions);
                assertThat(after.requests - before.requests).isEqualTo(requests);
                assertThat(after.bytes - before.bytes).isEqualTo((double) expectedBytes);
                // The rate is published for each request, 100 or 0: its sum counts the hits.
                assertThat(after.hitRateSum - before.hitRateSum).isEqualTo(100.0 * (requests - 1));
            });
        }
    }

    /** Returns an answer as it came over the wire, head and body. */
    private static byte[] raw(BlogAccess blog, String path) throws Exception {
        var site = URI.create(blog.exports().siteUrl());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.getPort())) {
            socket.setSoTimeout(60_000);
            var request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, site.getAuthority());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }

    private record Count(double requests, double bytes, double hitRateSum) {
        static Count read(Figures figures, Map<String, String> dimensions) {
            return new Count(
                    figures.sum("AWS/CloudFront", "Requests", dimensions),
                    figures.sum("AWS/CloudFront", "BytesDownloaded", dimensions),
                    figures.sum("AWS/CloudFront", "CacheHitRate", dimensions));
        }
    }
}
