package dev.quartet.dashboard.mail;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Batches of stream records that a function gave up on, whole in S3, until somebody replays them.
 *
 * @param more whether there are more than were counted
 * @param newest when the last of those counted was put; null where there is none
 */
public record FailedRecords(
        String bucket, int count, boolean more, @Nullable Instant newest) {
    /** Where Lambda puts them ("Capturing discarded batches", AWS Lambda developer guide). */
    static final String PREFIX = "aws/lambda/";

    static FailedRecords of(String bucket, ListObjectsV2Response page) {
        return new FailedRecords(
                bucket,
                page.contents().size(),
                Boolean.TRUE.equals(page.isTruncated()),
                page.contents().stream()
                        .map(S3Object::lastModified)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }
}
