package dev.quartet.local.s3;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks IAM, with the bucket's policy, in S3's words. See <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions for S3</a>. Thread-safe.
 */
final class S3Access {
    private final Authorizer authorizer;

    S3Access(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** Returns when the caller may do {@code action} on the account. */
    void requireAccount(S3Call call, String action) {
        require(new AccessRequest(call.caller(), "s3:" + action, "*", Map.of(), Optional.empty()));
    }

    /** Returns when the caller may do {@code action} on {@code bucket} itself. */
    void requireBucket(S3Call call, String action, Bucket bucket) {
        require(request(call, action, bucket, bucket.arn()));
    }

    /** Returns when the caller may do {@code action} on object {@code key}. */
    void requireObject(S3Call call, String action, Bucket bucket, String key) {
        require(request(call, action, bucket, bucket.arn() + "/" + key));
    }

    /** Returns if the caller may list the bucket: who may not is never told whether an object exists. */
    boolean mayList(S3Call call, Bucket bucket) {
        var request = request(call, "ListBucket", bucket, bucket.arn());
        return !closed(request, bucket) && authorizer.allows(request);
    }

    private AccessRequest request(S3Call call, String action, Bucket bucket, String resource) {
        var request = new AccessRequest(
                call.caller(),
                "s3:" + action,
                resource,
                context(call),
                bucket.settings().policy());
        if (closed(request, bucket)) {
            throw new AwsException(
                    "AccessDenied", 403, "Access Denied: %s is closed to the public".formatted(bucket.arn()));
        }
        return request;
    }

    /** With RestrictPublicBuckets no policy lets strangers in. */
    private static boolean closed(AccessRequest request, Bucket bucket) {
        return request.caller().kind() == Caller.Kind.ANONYMOUS
                && bucket.settings().publicAccess().restrictBuckets();
    }

    private void require(AccessRequest request) {
        try {
            authorizer.require(request);
        } catch (AwsException e) {
            throw e.code().equals("AccessDeniedException") ? new AwsException("AccessDenied", 403, e.getMessage()) : e;
        }
    }

    private static Map<String, String> context(S3Call call) {
        var context = new LinkedHashMap<String, String>();
        key(context, call, "prefix", "s3:prefix");
        key(context, call, "delimiter", "s3:delimiter");
        key(context, call, "max-keys", "s3:max-keys");
        key(context, call, "versionId", "s3:VersionId");
        for (var header : new String[] {
            "x-amz-acl",
            "x-amz-copy-source",
            "x-amz-server-side-encryption",
            "x-amz-storage-class",
            "x-amz-content-sha256"
        }) {
            call.header(header).ifPresent(value -> context.put("s3:" + header, value));
        }
        return context;
    }

    private static void key(Map<String, String> context, S3Call call, String parameter, String key) {
        if (call.has(parameter)) {
            context.put(key, call.query().getOrDefault(parameter, ""));
        }
    }
}
