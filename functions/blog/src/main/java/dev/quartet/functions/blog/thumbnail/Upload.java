package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.PutObject;
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
     */
    static @Nullable Upload of(Object s3Record) {
        PutObject put = PutObject.of(s3Record);
        String object = put.key();
        if (!object.startsWith(Pictures.INCOMING) || object.length() == Pictures.INCOMING.length()) {
            return null;
        }
        return new Upload(put.bucket(), object, object.substring(Pictures.INCOMING.length()), put.time());
    }
}
