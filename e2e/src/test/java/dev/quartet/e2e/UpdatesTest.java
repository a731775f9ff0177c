package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases from the bucket to their clients, while publishers and instances die. What Lambda repeats of it a minute later is {@link
 * RepeatedReleaseTest}'s.
 */
@ExtendWith(SharedQuartet.class)
@Order(2) // what it begins, others pass the time for
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
final class UpdatesTest {
    private static final String CHANNEL = "e2e-" + UUID.randomUUID().toString().substring(0, 8);
    private static final int LARGE = 40 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Random RANDOM = new Random(5);

    /** For {@link ShopUpkeepTest}: nothing here is about the shop. */
    @BeforeAll
    static void begin(RunningQuartet quartet) throws Exception {
        AbandonedOrder.of(quartet);
    }

    @Test
    @Order(1)
    void release_shouldBeDownloaded_wholeInRangesAndResumed(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            var app = bytes(3 << 20);
            updates.publish(CHANNEL, "1.0.0", Map.of("app.bin", app, "notes/README.txt", text("first")));
            awaitReport("PUBLISHED", updates, CHANNEL, "1.0.0");
            var path = "/" + CHANNEL + "/1.0.0/app.bin";

            var whole = updates.get(path);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(app);
            assertThat(header(whole, "cache-control")).contains("immutable");
            assertThat(header(updates.get(path), "x-cache")).isEqualTo("Hit from cloudfront");

            var parts = new ByteArrayOutputStream();
            for (int from = 0; from < app.length; from += 1 << 20) {
                var part = updates.get(path, "Range", "bytes=%d-%d".formatted(from, from + (1 << 20) - 1));
                assertThat(part.statusCode()).isEqualTo(206);
                parts.writeBytes(part.body());
            }
            assertThat(parts.toByteArray()).isEqualTo(app);

            // Cut after 100 kB, and gone on with.
            byte[] first;
            try (InputStream in = TodoUser.HTTP
                    .send(
                            HttpRequest.newBuilder(URI.create(updates.exports().baseUrl() + path))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                first = in.readNBytes(100_000);
            }
            var rest = updates.get(path, "Range", "bytes=100000-", "If-Range", header(whole, "etag"));
            assertThat(rest.statusCode()).isEqualTo(206);
            var joined = new ByteArrayOutputStream();
            joined.writeBytes(first);
            joined.writeBytes(rest.body());
            assertThat(UpdatesAccess.sha256(joined.toByteArray())).isEqualTo(UpdatesAccess.sha256(app));

            assertThat(updates.get("/" + CHANNEL + "/1.0.0/notes/README.txt").body())
                    .isEqualTo(text("first"));
            var latest = updates.get("/" + CHANNEL + "/latest.json");
            assertThat(TodoUser.JSON.readTree(latest.body()).path("version").asString())
                    .isEqualTo("1.0.0");
            assertThat(header(latest, "cache-control")).contains("max-age=60", "stale-if-error=");
        }
    }

    @Test
    @Order(2)
    void killedPublisher_shouldLeaveNothingHalfVisible(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            var killed = KilledRelease.of(quartet).channel;

            // It died in the middle: some of the release lies beside what is served, where no client can see it.
            assertThat(updates.report(killed, KilledRelease.VERSION)).isEmpty();
            var left = updates.staged(killed);
            assertThat(left).hasSizeBetween(1, 3);
            for (var file : left) {
                var attempt = file.getParent().getFileName();
                var hidden = "/.staging/%s/%s/%s".formatted(killed, attempt, file.getFileName());
                assertThat(updates.getFromOrigin(hidden).statusCode()).isEqualTo(404);
            }
            assertNothingAt(
                    updates, killed, KilledRelease.VERSION, "a.bin", "b.bin", "c.bin", "small.txt", "release.json");
            assertThat(updates.getFromOrigin("/" + killed + "/latest.json").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    @Order(3)
    void badRelease_shouldBeRejectedWithAReason_andChangeNothing(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            var promised = UpdatesAccess.manifest(Map.of("app.bin", text("what was built")));
            updates.publish(CHANNEL, "1.1.0", Map.of("app.bin", text("what was broken")), promised);
            assertThat(awaitReport("REJECTED", updates, CHANNEL, "1.1.0")).contains("app.bin has ");
            assertNothingPublished(updates, CHANNEL, "1.1.0", "app.bin", "release.json");

            updates.publish(CHANNEL, "1.1.1", Map.of(), promised);
            assertThat(awaitReport("REJECTED", updates, CHANNEL, "1.1.1")).contains("app.bin");
            assertNothingPublished(updates, CHANNEL, "1.1.1", "app.bin", "release.json");

            var before = updates.getFromOrigin("/" + CHANNEL + "/1.0.0/app.bin").body();
            updates.publish(CHANNEL, "1.0.0", Map.of("app.bin", text("another 1.0.0")));
            assertThat(awaitReport("REJECTED", updates, CHANNEL, "1.0.0"))
                    .contains("Version 1.0.0 of channel " + CHANNEL + " exists with other content");
            assertThat(updates.getFromOrigin("/" + CHANNEL + "/1.0.0/app.bin").body())
                    .isEqualTo(before);
            assertThat(latest(updates, CHANNEL)).isEqualTo("1.0.0");
        }
    }

    @Test
    @Order(4)
    void commandLine_shouldPublish_andCurlResume(RunningQuartet quartet, @TempDir Path folder) throws Exception {
        for (var tool : List.of("bash", "aws", "curl")) {
            assumeThat(new ProcessBuilder("which", tool).start().waitFor())
                    .as("%s is installed", tool)
                    .isZero();
        }
        try (var updates = new UpdatesAccess(quartet.access())) {
            var app = bytes(2 << 20);
            Files.createDirectories(folder.resolve("1.2.0"));
            Files.write(folder.resolve("1.2.0/app.bin"), app);
            Files.writeString(folder.resolve("release.json"), UpdatesAccess.manifest(Map.of("app.bin", app)));
            var target = "s3://%s/%s/1.2.0".formatted(updates.exports().releasesBucket(), CHANNEL);
            shell(
                    quartet,
                    folder,
                    "aws s3 cp --quiet --recursive 1.2.0 %1$s && aws s3 cp --quiet release.json %1$s/release.json"
                            .formatted(target));
            awaitReport("PUBLISHED", updates, CHANNEL, "1.2.0");

            var url = "%s/%s/1.2.0/app.bin".formatted(updates.exports().baseUrl(), CHANNEL);
            shell(
                    quartet,
                    folder,
                    "curl -sSf --max-time 30 -r 0-499999 -o got %1$s && curl -sSf --max-time 30 -C - -o got %1$s"
                            .formatted(url));
            assertThat(folder.resolve("got")).hasBinaryContent(app);
        }
    }

    @Test
    @Order(5)
    void killedInstance_shouldFailNoDownload_andBeReplaced(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            var large = bytes(LARGE);
            updates.publish(CHANNEL, "2.0.0", Map.of("large.bin", large, "other.bin", large));
            awaitReport("PUBLISHED", updates, CHANNEL, "2.0.0");
            var before = updates.instances();
            var downloads = new ArrayList<ResumingDownload>();
            for (int i = 0; i < 4; i++) {
                downloads.add(new ResumingDownload(updates.exports().originUrl() + "/" + CHANNEL + "/2.0.0/large.bin"));
                downloads.add(new ResumingDownload(updates.exports().baseUrl() + "/" + CHANNEL + "/2.0.0/other.bin"));
            }
            var begun = new CountDownLatch(downloads.size());
            var killed = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var results = downloads.stream()
                        .map(download -> threads.submit((Callable<byte[]>) () -> download.run(begun, killed)))
                        .toList();
                assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                var victim = updates.killInstance();
                assertThat(before).contains(victim);
                killed.countDown();
                for (var result : results) {
                    assertThat(UpdatesAccess.sha256(result.get(90, TimeUnit.SECONDS)))
                            .isEqualTo(UpdatesAccess.sha256(large));
                }
                // Past the edge somebody must have been cut: no connection has 40 MB under way.
                assertThat(downloads).anyMatch(download -> download.tries() > 1);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(updates.instances())
                        .hasSameSizeAs(before)
                        .doesNotContain(victim));
            }
        }
    }

    @Test
    @Order(6)
    void withoutInstances_shouldServeWhatIsCached_andRecover(RunningQuartet quartet) throws Exception {
        try (var updates = new UpdatesAccess(quartet.access())) {
            var cached = "/" + CHANNEL + "/1.0.0/app.bin";
            var uncached = "/" + CHANNEL + "/1.2.0/release.json";
            assertThat(updates.get(cached).statusCode()).isEqualTo(200);
            updates.capacity(0, 0);
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(updates.instances()).isEmpty());

                assertThat(updates.get(cached).statusCode()).isEqualTo(200);
                assertThat(header(updates.get(cached, "Range", "bytes=10-19"), "content-range"))
                        .startsWith("bytes 10-19/");
                assertThat(updates.get("/" + CHANNEL + "/latest.json").statusCode())
                        .isEqualTo(200);
                var refused = updates.get(uncached);
                assertThat(refused.statusCode()).isIn(503, 504);
                assertThat(header(refused, "x-cache")).isEqualTo("Error from cloudfront");
            } finally {
                updates.capacity(1, 1);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(updates.get(uncached).statusCode()).isEqualTo(200));
        }
    }

    private static void assertNothingPublished(UpdatesAccess updates, String channel, String version, String... files)
            throws Exception {
        assertNothingAt(updates, channel, version, files);
        assertThat(latest(updates, channel)).isNotEqualTo(version);
    }

    private static void assertNothingAt(UpdatesAccess updates, String channel, String version, String... files)
            throws Exception {
        for (var file : files) {
            assertThat(updates.getFromOrigin("/%s/%s/%s".formatted(channel, version, file))
                            .statusCode())
                    .as(file)
                    .isEqualTo(404);
        }
    }

    /** Waits until a release's report has that status, and returns its reason. */
    private static String awaitReport(String status, UpdatesAccess updates, String channel, String version) {
        await().atMost(Duration.ofSeconds(100))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(updates.report(channel, version))
                        .hasValueSatisfying(report ->
                                assertThat(report.path("status").asString()).isEqualTo(status)));
        return updates.report(channel, version).orElseThrow().path("reason").asString("");
    }

    private static String latest(UpdatesAccess updates, String channel) throws Exception {
        return TodoUser.JSON
                .readTree(updates.getFromOrigin("/" + channel + "/latest.json").body())
                .path("version")
                .asString();
    }

    private static void shell(RunningQuartet quartet, Path folder, String command) throws Exception {
        var output = folder.resolve("output.txt").toFile();
        var process = new ProcessBuilder(
                        "bash", "-euc", ". '%s' && %s".formatted(quartet.state().resolve("aws.env"), command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue())
                .as(() -> command + ": " + read(output.toPath()))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static synchronized byte[] bytes(int size) {
        var bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
