package dev.quartet.local.traffic;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** What clients of updates do: look for a new version, and download it, often in two parts. Thread-safe. */
final class Updates {
    private static final int RESUMED = 3;

    private final Wire wire;
    private final String url;
    private final String channel;
    private final List<Release> releases = new CopyOnWriteArrayList<>();
    private volatile String seen = "";

    /**
     * @param url of the edge
     */
    Updates(Wire wire, String url, String channel) {
        this.wire = wire;
        this.url = url;
        this.channel = channel;
    }

    /** A release that clients may have from now on. */
    void published(Release release) {
        releases.add(release);
    }

    int count() {
        return releases.size();
    }

    /** Looks whether there is a new version, as a client that knows which one was there. */
    void poll() throws FailedRequestException, InterruptedException {
        var request = Wire.request(url + "/" + channel + "/latest.json");
        var known = seen;
        if (!known.isEmpty()) {
            request.header("If-None-Match", known);
        }
        var answer = wire.send(Operation.POLL_MANIFEST, request.build());
        answer.headers().firstValue("etag").ifPresent(etag -> seen = etag);
    }

    /** Asks for a version that there never was. */
    void miss(RandomGenerator random) throws FailedRequestException, InterruptedException {
        wire.send(
                Operation.MISS_RELEASE,
                Wire.request("%s/%s/0.0.%d/%s".formatted(url, channel, random.nextInt(1000), Release.FILE))
                        .build());
    }

    /** Downloads one of the newest, whole or with a break, and compares its SHA-256. */
    void download(RandomGenerator random) throws FailedRequestException, InterruptedException {
        var release = releases.get(releases.size() - 1 - Zipf.next(random, releases.size()));
        var content = new ByteArrayOutputStream();
        if (random.nextInt(RESUMED) > 0) {
            int cut = 1 + random.nextInt((int) release.size() - 1);
            var first = range(Operation.DOWNLOAD_RELEASE, release, "bytes=0-" + (cut - 1), "");
            content.writeBytes(first.body());
            var rest = range(
                    Operation.RESUME_RELEASE,
                    release,
                    "bytes=" + cut + "-",
                    first.headers().firstValue("etag").orElse(""));
            content.writeBytes(rest.body());
        } else {
            content.writeBytes(wire.expect(
                            Operation.DOWNLOAD_RELEASE,
                            Wire.request(url + release.path()).build())
                    .body());
        }
        var sha256 = Release.hex(Release.digest().digest(content.toByteArray()));
        if (!sha256.equals(release.sha256())) {
            throw new IllegalStateException("release %s came with the SHA-256 %s instead of %s"
                    .formatted(release.folder(), sha256, release.sha256()));
        }
    }

    private HttpResponse<byte[]> range(Operation operation, Release release, String range, String ifRange)
            throws FailedRequestException, InterruptedException {
        var request = Wire.request(url + release.path()).header("Range", range);
        if (!ifRange.isEmpty()) {
            request.header("If-Range", ifRange);
        }
        var answer = wire.expect(operation, request.build());
        if (answer.statusCode() != 206) {
            throw new IllegalStateException(
                    "release %s, %s: %d instead of 206".formatted(release.folder(), range, answer.statusCode()));
        }
        return answer;
    }
}
