package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.io.IOException;
import java.util.Set;

/** Finds the operation that a request means. Thread-safe. */
final class S3Router {
    /** Parameters that make a request about something else than the object or the list of objects. */
    private static final Set<String> SUBRESOURCES = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "tagging",
            "torrent",
            "versioning",
            "website");

    private final Buckets buckets;
    private final BucketOperations ofBuckets;
    private final Listings listings;
    private final ObjectReads reads;
    private final ObjectWrites writes;
    private final MultipartUploads multipart;
    private final NotificationConfigurations notifications;

    S3Router(
            Buckets buckets,
            BucketOperations ofBuckets,
            Listings listings,
            ObjectReads reads,
            ObjectWrites writes,
            MultipartUploads multipart,
            NotificationConfigurations notifications) {
        this.notifications = notifications;
        this.buckets = buckets;
        this.ofBuckets = ofBuckets;
        this.listings = listings;
        this.reads = reads;
        this.writes = writes;
        this.multipart = multipart;
    }

    S3Reply run(S3Call call) throws IOException {
        if (call.bucket().isEmpty()) {
            if (call.method().equals("GET")) {
                return ofBuckets.all(call);
            }
            throw unknown(call);
        }
        if (call.key().isEmpty()) {
            return call.method().equals("PUT") && !subresource(call) ? ofBuckets.create(call) : bucket(call);
        }
        var bucket = buckets.get(call.bucket());
        if (call.has("tagging")) {
            return switch (call.method()) {
                case "GET" -> reads.tags(call, bucket);
                case "PUT" -> writes.putTags(call, bucket);
                case "DELETE" -> writes.deleteTags(call, bucket);
                default -> throw unknown(call);
            };
        }
        if (call.has("uploadId") || call.has("uploads")) {
            return multipart(call, bucket);
        }
        if (subresource(call)) {
            throw unknown(call);
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> reads.get(call, bucket);
            case "PUT" ->
                call.header("x-amz-copy-source").isPresent() ? writes.copy(call, bucket) : writes.put(call, bucket);
            case "DELETE" -> writes.delete(call, bucket);
            default -> throw unknown(call);
        };
    }

    private S3Reply bucket(S3Call call) throws IOException {
        var bucket = buckets.get(call.bucket());
        switch (call.method()) {
            case "HEAD" -> {
                return ofBuckets.head(call, bucket);
            }
            case "PUT" -> {
                if (call.has("notification")) {
                    return notifications.put(call, bucket);
                }
            }
            case "GET" -> {
                if (call.has("notification")) {
                    return notifications.get(call, bucket);
                }
                if (call.has("versions")) {
                    return listings.versions(call, bucket);
                }
                if (call.has("uploads")) {
                    return multipart.list(call, bucket);
                }
                var description = ofBuckets.describe(call, bucket);
                if (description.isPresent()) {
                    return description.get();
                }
                if (!subresource(call)) {
                    return listings.list(call, bucket);
                }
            }
            case "POST" -> {
                if (call.has("delete")) {
                    return ofBuckets.deleteObjects(call, bucket);
                }
            }
            case "DELETE" -> {
                if (!subresource(call)) {
                    return ofBuckets.delete(call, bucket);
                }
            }
            default -> {
                // Said below.
            }
        }
        throw unknown(call);
    }

    private S3Reply multipart(S3Call call, Bucket bucket) throws IOException {
        return switch (call.method()) {
            case "POST" -> call.has("uploads") ? multipart.create(call, bucket) : multipart.complete(call, bucket);
            case "PUT" -> multipart.part(call, bucket);
            case "GET" -> multipart.parts(call, bucket);
            case "DELETE" -> multipart.abort(call, bucket);
            default -> throw unknown(call);
        };
    }

    private static boolean subresource(S3Call call) {
        return call.query().keySet().stream().anyMatch(SUBRESOURCES::contains);
    }

    private static AwsException unknown(S3Call call) {
        return new AwsException(
                "NotImplemented",
                501,
                "The local cloud does not know this operation: %s %s with %s"
                        .formatted(
                                call.method(),
                                call.exchange().rawPath(),
                                call.query().keySet()));
    }
}
