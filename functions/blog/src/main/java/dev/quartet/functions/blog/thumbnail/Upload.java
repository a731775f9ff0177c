package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Events;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that was put into the uploads bucket.
 *
 * @param object its key there
 * @param key    the picture's: what follows {@code incoming/}
 * @param time   of the upload; the same however often the event comes
 */
record Upload(String bucket, String object, String key, Instant time) {
    /**
     * Reads a record of S3's event notification; null if the object lies elsewhere than pictures do.
     *
     * @throws IllegalArgumentException if it is none
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
     *     structure</a>: keys are URL-encoded
     */
    static @Nullable Upload of(Object s3Record) {
        String object = URLDecoder.decode(Events.text(s3Record, "s3", "object", "key"), StandardCharsets.UTF_8);
        if (!object.startsWith(Pictures.INCOMING) || object.length() == Pictures.INCOMING.length()) {
            return null;
        }
        return new Upload(
                Events.text(s3Record, "s3", "bucket", "name"),
                object,
                object.substring(Pictures.INCOMING.length()),
                Instant.parse(Events.text(s3Record, "eventTime")));
    }
}
