package dev.quartet.local.traffic;

import dev.quartet.exports.UpdatesExports;
import dev.quartet.local.aws.RequestSigner;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts releases into the bucket as their publisher, the stack's owner, and waits for what becomes of them. Thread-safe. */
final class ReleaseBucket {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int TRIES = 3;
    /** The function has as long. */
    private static final Duration MOST = Duration.ofMinutes(15);

    /** All but the last part of an upload have 5 MiB at least. */
    private static final int PART_BLOCKS = 8;

    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");
    private static final Map<String, String> BINARY = Map.of("Content-Type", "application/octet-stream");
    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final String url;
    private final RequestSigner owner;

    ReleaseBucket(Wire wire, String endpoint, UpdatesExports updates, RequestSigner owner) {
        this.wire = wire;
        this.url = endpoint + "/" + updates.releasesBucket() + "/";
        this.owner = owner;
    }

    /** Publishes {@code release}; returns when clients may have it. */
    void publish(Release release, Lifetime life) throws FailedRequestException, InterruptedException {
        var file = release.folder() + "/" + Release.FILE;
        if (release.blocks().size() == 1) {
            send(life, "PUT", file, BINARY, release.content(0));
        } else {
            upload(file, release, life);
        }
        send(
                life,
                "PUT",
                release.folder() + "/release.json",
                Map.of("Content-Type", "application/json"),
                release.manifest());
        await(release, life);
    }

    /** In parts, so that no more than one is in memory. */
    private void upload(String key, Release release, Lifetime life)
            throws FailedRequestException, InterruptedException {
        var created = send(life, "POST", key + "?uploads=", BINARY, NOTHING);
        var matcher = UPLOAD_ID.matcher(new String(created.body(), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new FailedRequestException("publish-release: S3 answered without an upload id");
        }
        var id = matcher.group(1);
        var complete = new StringBuilder("<CompleteMultipartUpload>");
        int count = Math.ceilDiv(release.blocks().size(), PART_BLOCKS);
        for (int number = 1; number <= count; number++) {
            var part = send(
                    life,
                    "PUT",
                    "%s?partNumber=%d&uploadId=%s".formatted(key, number, id),
                    Map.of(),
                    part(release, (number - 1) * PART_BLOCKS));
            complete.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
                    .formatted(number, part.headers().firstValue("etag").orElse("")));
        }
        send(
                life,
                "POST",
                key + "?uploadId=" + id,
                Map.of("Content-Type", "application/xml"),
                complete.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part(Release release, int first) {
        var part = new ByteArrayOutputStream();
        for (int block = first;
                block < Math.min(first + PART_BLOCKS, release.blocks().size());
                block++) {
            part.writeBytes(release.content(block));
        }
        return part.toByteArray();
    }

    private void await(Release release, Lifetime life) throws FailedRequestException, InterruptedException {
        long end = System.nanoTime() + MOST.toNanos();
        while (System.nanoTime() < end && !life.pause(BETWEEN)) {
            var answer = wire.send(
                    Operation.AWAIT_RELEASE,
                    owner.sign(
                                    "GET",
                                    URI.create(url + release.folder() + "/release.report.json"),
                                    "s3",
                                    Map.of(),
                                    NOTHING)
                            .timeout(Wire.PATIENCE)
                            .build());
            if (answer.statusCode() == 200) {
                var report = Wire.JSON.readTree(answer.body());
                var status = report.path("status").asString("");
                if (status.equals("REJECTED")) {
                    throw new FailedRequestException("release %s was rejected: %s"
                            .formatted(release.folder(), report.path("reason").asString("")));
                }
                return;
            }
        }
        throw new FailedRequestException(
                "release %s was not published within %d minutes".formatted(release.folder(), MOST.toMinutes()));
    }

    /** Sends it up to three times: the same key or part says the same again, and an upload that nobody ends is no release. */
    private HttpResponse<byte[]> send(
            Lifetime life, String method, String key, Map<String, String> headers, byte[] content)
            throws FailedRequestException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return wire.expect(
                        Operation.PUBLISH_RELEASE,
                        owner.sign(method, URI.create(url + key), "s3", headers, content)
                                .timeout(Wire.PATIENCE)
                                .build());
            } catch (FailedRequestException e) {
                if (attempt == TRIES || life.pause(BETWEEN)) {
                    throw e;
                }
            }
        }
    }
}
