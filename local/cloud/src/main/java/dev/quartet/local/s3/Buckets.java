package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All buckets of the account. Thread-safe. */
final class Buckets {
    private static final String NAME =
            "(?!xn--|\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    private final CloudContext context;
    private final Path root;
    private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();

    Buckets(CloudContext context) {
        this.context = context;
        this.root = context.dataDirectory().orElse(context.workDirectory()).resolve("s3");
    }

    /** Returns bucket {@code name}; throws {@code NoSuchBucket}. */
    Bucket get(String name) {
        var bucket = buckets.get(name);
        if (bucket == null) {
            throw new AwsException("NoSuchBucket", 404, "The specified bucket does not exist: " + name);
        }
        return bucket;
    }

    boolean exists(String name) {
        return buckets.containsKey(name);
    }

    Collection<Bucket> all() {
        return buckets.values();
    }

    /** Creates a bucket, with what a data directory has of it. */
    synchronized Bucket create(String name, String region) throws IOException {
        if (!name.matches(NAME)) {
            throw new AwsException(
                    "InvalidBucketName",
                    400,
                    "The specified bucket is not valid: '%s' must be 3 to 63 lower-case letters, digits, dots and hyphens"
                            .formatted(name));
        }
        if (exists(name)) {
            throw new AwsException(
                    "BucketAlreadyOwnedByYou",
                    409,
                    "Your previous request to create the named bucket succeeded and you already own it: " + name);
        }
        var bucket = new Bucket(
                name,
                region,
                context.clock().instant(),
                root.resolve(name),
                context.dataDirectory().isPresent());
        buckets.put(name, bucket);
        return bucket;
    }

    /** Deletes an empty bucket. */
    synchronized void delete(Bucket bucket) throws IOException {
        if (!bucket.objects().isEmpty()) {
            throw new AwsException(
                    "BucketNotEmpty", 409, "The bucket you tried to delete is not empty: " + bucket.name());
        }
        buckets.remove(bucket.name());
        bucket.delete();
    }

    /** Returns a folder for parts of multipart uploads, which never outlive the run. */
    Path uploads() throws IOException {
        return Files.createDirectories(context.workDirectory().resolve("s3-uploads"));
    }
}
