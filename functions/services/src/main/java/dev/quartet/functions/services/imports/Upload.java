package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Events;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was put into the imports bucket.
 *
 * @param version of the object; its ETag if the bucket keeps no versions
 * @param versionId null if the bucket keeps no versions
 * @param name    what stands between {@code incoming/} and {@code .csv}
 * @param time    of the upload; the same however often the event comes
 */
record Upload(
        String bucket, String key, String version, @Nullable String versionId, String name, Instant time) {
    private static final String PREFIX = "incoming/";
    private static final String SUFFIX = ".csv";

    /**
     * Reads a record of S3's event; null if the object lies elsewhere than imports do.
     *
     * @throws IllegalArgumentException naming what is missing if it is none
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
     *     structure</a>: keys are URL-encoded
     */
    static @Nullable Upload of(Object s3Record) {
        String key = URLDecoder.decode(Events.text(s3Record, "s3", "object", "key"), StandardCharsets.UTF_8);
        if (!key.startsWith(PREFIX) || !key.endsWith(SUFFIX) || key.length() <= PREFIX.length() + SUFFIX.length()) {
            return null;
        }
        String versionId = Events.at(s3Record, "s3", "object", "versionId") instanceof String id ? id : null;
        return new Upload(
                Events.text(s3Record, "s3", "bucket", "name"),
                key,
                versionId == null ? Events.text(s3Record, "s3", "object", "eTag") : versionId,
                versionId,
                key.substring(PREFIX.length(), key.length() - SUFFIX.length()),
                Instant.parse(Events.text(s3Record, "eventTime")));
    }

    /** What tells this version of this file from all others. */
    String id() {
        return bucket + "/" + key + "/" + version;
    }

    /** Of the orders in it; the same however often the file is read, and each with the line at its end. */
    String correlationId(long line) {
        return "import-" + Digests.pseudonym(id()) + "-" + line;
    }
}
