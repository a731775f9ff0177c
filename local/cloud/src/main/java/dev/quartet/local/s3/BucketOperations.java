package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Operations on buckets themselves, and DeleteObjects. Thread-safe. */
final class BucketOperations {
    private static final int MOST_DELETED = 1000;

    private final S3Access access;
    private final Buckets buckets;
    private final ObjectWrites writes;
    private final CloudContext context;

    BucketOperations(S3Access access, Buckets buckets, ObjectWrites writes, CloudContext context) {
        this.access = access;
        this.buckets = buckets;
        this.writes = writes;
        this.context = context;
    }

    S3Reply all(S3Call call) {
        access.requireAccount(call, "ListAllMyBuckets");
        var xml = new XmlWriter().open("ListAllMyBucketsResult", S3Xml.NAMESPACE);
        xml.open("Owner").element("ID", context.accountId()).close("Owner").open("Buckets");
        for (var bucket : buckets.all()) {
            xml.open("Bucket")
                    .element("Name", bucket.name())
                    .element("CreationDate", bucket.created().toString())
                    .close("Bucket");
        }
        return S3Reply.xml(xml.close("Buckets").close("ListAllMyBucketsResult"));
    }

    S3Reply create(S3Call call) throws IOException {
        access.requireAccount(call, "CreateBucket");
        var bucket = buckets.create(call.bucket(), call.request().region());
        return S3Reply.empty(200, Map.of("Location", "/" + bucket.name()));
    }

    S3Reply head(S3Call call, Bucket bucket) {
        access.requireBucket(call, "ListBucket", bucket);
        return S3Reply.empty(200, Map.of("x-amz-bucket-region", bucket.region()));
    }

    S3Reply delete(S3Call call, Bucket bucket) throws IOException {
        access.requireBucket(call, "DeleteBucket", bucket);
        buckets.delete(bucket);
        return S3Reply.empty(204, Map.of());
    }

    /** Deletes many objects; each is judged for itself. */
    S3Reply deleteObjects(S3Call call, Bucket bucket) throws IOException {
        var root = S3Xml.read(call);
        var wanted = S3Xml.children(root, "Object");
        if (wanted.isEmpty() || wanted.size() > MOST_DELETED) {
            throw new AwsException(
                    "MalformedXML", 400, "Delete must name from 1 to 1000 objects, not " + wanted.size());
        }
        boolean quiet = S3Xml.text(root, "Quiet").filter("true"::equals).isPresent();
        var xml = new XmlWriter().open("DeleteResult", S3Xml.NAMESPACE);
        for (var element : wanted) {
            var key = S3Xml.text(element, "Key").orElse("");
            var version = S3Xml.text(element, "VersionId").filter(id -> !id.isEmpty());
            try {
                var headers = writes.delete(call, bucket, key, version);
                if (!quiet) {
                    xml.open("Deleted").element("Key", key);
                    version.ifPresent(id -> xml.element("VersionId", id));
                    if (headers.containsKey("x-amz-delete-marker")) {
                        xml.element("DeleteMarker", "true")
                                .element(
                                        "DeleteMarkerVersionId",
                                        headers.getOrDefault("x-amz-version-id", StoredObject.NO_VERSION));
                    }
                    xml.close("Deleted");
                }
            } catch (AwsException e) {
                xml.open("Error")
                        .element("Key", key)
                        .element("Code", e.code())
                        .element("Message", e.getMessage())
                        .close("Error");
            }
        }
        return S3Reply.xml(xml.close("DeleteResult"));
    }

    /** Returns the answer to a question about the bucket's set-up; empty when {@code call} asks none that is known. */
    Optional<S3Reply> describe(S3Call call, Bucket bucket) {
        if (call.has("location")) {
            access.requireBucket(call, "GetBucketLocation", bucket);
            var region = bucket.region().equals(CloudContext.GLOBAL_REGION) ? "" : bucket.region();
            return Optional.of(S3Reply.xml(new XmlWriter()
                    .open("LocationConstraint", S3Xml.NAMESPACE)
                    .text(region)
                    .close("LocationConstraint")));
        }
        if (call.has("versioning")) {
            access.requireBucket(call, "GetBucketVersioning", bucket);
            var xml = new XmlWriter().open("VersioningConfiguration", S3Xml.NAMESPACE);
            bucket.settings().versioning().ifPresent(status -> xml.element("Status", status));
            return Optional.of(S3Reply.xml(xml.close("VersioningConfiguration")));
        }
        if (call.has("policy")) {
            access.requireBucket(call, "GetBucketPolicy", bucket);
            var policy = bucket.settings()
                    .policy()
                    .orElseThrow(() -> new AwsException("NoSuchBucketPolicy", 404, "The bucket policy does not exist"));
            var bytes = policy.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return Optional.of(new S3Reply(200, Map.of("Content-Type", "application/json"), bytes, Optional.empty()));
        }
        if (call.has("publicAccessBlock")) {
            access.requireBucket(call, "GetBucketPublicAccessBlock", bucket);
            var block = bucket.settings().publicAccess();
            return Optional.of(S3Reply.xml(new XmlWriter()
                    .open("PublicAccessBlockConfiguration", S3Xml.NAMESPACE)
                    .element("BlockPublicAcls", Boolean.toString(block.blockAcls()))
                    .element("IgnorePublicAcls", Boolean.toString(block.ignoreAcls()))
                    .element("BlockPublicPolicy", Boolean.toString(block.blockPolicy()))
                    .element("RestrictPublicBuckets", Boolean.toString(block.restrictBuckets()))
                    .close("PublicAccessBlockConfiguration")));
        }
        if (call.has("accelerate")) {
            access.requireBucket(call, "GetAccelerateConfiguration", bucket);
            var xml = new XmlWriter().open("AccelerateConfiguration", S3Xml.NAMESPACE);
            bucket.settings().acceleration().ifPresent(status -> xml.element("Status", status));
            return Optional.of(S3Reply.xml(xml.close("AccelerateConfiguration")));
        }
        if (call.has("encryption")) {
            access.requireBucket(call, "GetEncryptionConfiguration", bucket);
            return Optional.of(S3Reply.xml(new XmlWriter()
                    .open("ServerSideEncryptionConfiguration", S3Xml.NAMESPACE)
                    .open("Rule")
                    .open("ApplyServerSideEncryptionByDefault")
                    .element("SSEAlgorithm", "AES256")
                    .close("ApplyServerSideEncryptionByDefault")
                    .close("Rule")
                    .close("ServerSideEncryptionConfiguration")));
        }
        return Optional.empty();
    }
}
