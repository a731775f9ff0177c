package dev.quartet.functions.common;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that was put into a bucket.
 *
 * @param eTag null if the event does not tell it
 * @param versionId null if the bucket keeps no versions
 * @param time of the upload; the same however often the event comes
 */
public record PutObject(
        String bucket,
        String key,
        @Nullable String eTag,
        @Nullable String versionId,
        Instant time) {
    /**
     * Reads a record of S3's event notification.
     *
     * @throws IllegalArgumentException naming what is missing if it is none
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
     *     structure</a>: keys are URL-encoded
     */
    public static PutObject of(Object s3Record) {
        return new PutObject(
                Events.text(s3Record, "s3", "bucket", "name"),
                URLDecoder.decode(Events.text(s3Record, "s3", "object", "key"), StandardCharsets.UTF_8),
                optional(s3Record, "eTag"),
                optional(s3Record, "versionId"),
                Instant.parse(Events.text(s3Record, "eventTime")));
    }

    /**
     * What tells this content from others under the same key: the version, or the ETag if the bucket keeps none.
     *
     * @throws IllegalArgumentException if the event tells neither
     */
    public String version() {
        if (versionId != null) {
            return versionId;
        }
        if (eTag != null) {
            return eTag;
        }
        throw new IllegalArgumentException("the event has neither versionId nor eTag of " + key);
    }

    private static @Nullable String optional(Object s3Record, String name) {
        return Events.at(s3Record, "s3", "object", name) instanceof String text ? text : null;
    }
}
