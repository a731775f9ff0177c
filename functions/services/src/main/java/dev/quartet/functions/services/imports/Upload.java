package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.PutObject;
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
     */
    static @Nullable Upload of(Object s3Record) {
        PutObject put = PutObject.of(s3Record);
        String key = put.key();
        if (!key.startsWith(PREFIX) || !key.endsWith(SUFFIX) || key.length() <= PREFIX.length() + SUFFIX.length()) {
            return null;
        }
        return new Upload(
                put.bucket(),
                key,
                put.version(),
                put.versionId(),
                key.substring(PREFIX.length(), key.length() - SUFFIX.length()),
                put.time());
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
