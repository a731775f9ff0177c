package dev.quartet.local.s3;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * One version of an object. Immutable.
 *
 * @param versionId {@code null} as text where the bucket has no versions
 * @param etag without quotes
 * @param headers what a GET returns of it: Content-Type, Cache-Control, x-amz-meta-…; names in lower case
 * @param checksums by header name, {@code x-amz-checksum-crc32}, in Base64
 * @param file name of the file that holds the bytes; empty for a delete marker
 */
record StoredObject(
        String key,
        String versionId,
        boolean deleteMarker,
        long size,
        String etag,
        Instant lastModified,
        Map<String, String> headers,
        Map<String, String> checksums,
        Map<String, String> tags,
        String file) {
    /** The version id of an object in a bucket without versions. */
    static final String NO_VERSION = "null";

    StoredObject {
        requireNonNull(key, "key is null");
        requireNonNull(versionId, "versionId is null");
        headers = Map.copyOf(headers);
        checksums = Map.copyOf(checksums);
        tags = Map.copyOf(tags);
    }

    StoredObject withTags(Map<String, String> changed) {
        return new StoredObject(
                key, versionId, deleteMarker, size, etag, lastModified, headers, checksums, changed, file);
    }
}
