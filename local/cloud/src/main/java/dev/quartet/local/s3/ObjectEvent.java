package dev.quartet.local.s3;

import java.time.Instant;

/**
 * Something happened to an object, in the words of S3's event notifications.
 *
 * @param name {@code ObjectCreated:Put}, {@code ObjectCreated:Copy}, {@code ObjectCreated:CompleteMultipartUpload},
 *     {@code ObjectRemoved:Delete}, {@code ObjectRemoved:DeleteMarkerCreated}
 * @param versionId {@code null} as text where the bucket has no versions
 * @param principal who did it
 */
public record ObjectEvent(
        String name,
        String bucket,
        String key,
        long size,
        String etag,
        String versionId,
        Instant time,
        String principal) {}
