package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** GET and HEAD of objects and of their tags. Thread-safe. */
final class ObjectReads {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final S3Access access;

    ObjectReads(S3Access access) {
        this.access = access;
    }

    S3Reply get(S3Call call, Bucket bucket) {
        var object = find(call, bucket, "GetObject");
        if (Preconditions.notModified(call, object)) {
            return S3Reply.empty(304, ObjectHeaders.identity(object));
        }
        var headers = new LinkedHashMap<>(ObjectHeaders.of(call, object));
        var range = range(call, object);
        if (range.isEmpty()) {
            return new S3Reply(200, headers, new byte[0], Optional.of(slice(bucket, object, 0, object.size())));
        }
        var part = range.get();
        headers.put("Content-Range", "bytes %d-%d/%d".formatted(part[0], part[1], object.size()));
        // The sums are of the whole.
        Checksum.ALL.keySet().forEach(headers::remove);
        return new S3Reply(
                206, headers, new byte[0], Optional.of(slice(bucket, object, part[0], part[1] - part[0] + 1)));
    }

    S3Reply tags(S3Call call, Bucket bucket) {
        var object = find(call, bucket, "GetObjectTagging");
        var xml = new XmlWriter().open("Tagging", S3Xml.NAMESPACE).open("TagSet");
        new TreeMap<>(object.tags()).forEach((key, value) -> xml.open("Tag")
                .element("Key", key)
                .element("Value", value)
                .close("Tag"));
        return S3Reply.xml(xml.close("TagSet").close("Tagging"));
    }

    /** Returns the object that is asked for, once the caller may; throws what S3 says of one that is not there. */
    StoredObject find(S3Call call, Bucket bucket, String action) {
        return find(call, bucket, call.key(), call.parameter("versionId"), action);
    }

    StoredObject find(S3Call call, Bucket bucket, String key, Optional<String> versionId, String action) {
        var ofVersion = versionId.isPresent() ? action.replace("Object", "ObjectVersion") : action;
        access.requireObject(call, ofVersion, bucket, key);
        var found = versionId.isPresent() ? bucket.version(key, versionId.get()) : bucket.current(key);
        if (found.isPresent() && !found.get().deleteMarker()) {
            return found.get();
        }
        if (!access.mayList(call, bucket)) {
            throw new AwsException(
                    "AccessDenied",
                    403,
                    "Access Denied: whether %s/%s exists is told only to who may s3:ListBucket"
                            .formatted(bucket.arn(), key));
        }
        if (versionId.isPresent()) {
            if (found.isPresent()) {
                throw new AwsException(
                        "MethodNotAllowed", 405, "The specified method is not allowed against a delete marker.");
            }
            throw new AwsException("NoSuchVersion", 404, "The specified version does not exist.");
        }
        throw new AwsException("NoSuchKey", 404, "The specified key does not exist.");
    }

    private static S3Reply.Slice slice(Bucket bucket, StoredObject object, long offset, long length) {
        return new S3Reply.Slice(bucket.file(object), offset, length);
    }

    /** Returns first and last byte; empty for the whole, as for what is no single range of bytes. RFC 9110, section 14. */
    private static Optional<long[]> range(S3Call call, StoredObject object) {
        var matcher = RANGE.matcher(call.header("Range").orElse(""));
        if (!matcher.matches() || matcher.group().equals("bytes=-")) {
            return Optional.empty();
        }
        try {
            long size = object.size();
            long first = matcher.group(1).isEmpty()
                    ? Math.max(0, size - Long.parseLong(matcher.group(2)))
                    : Long.parseLong(matcher.group(1));
            long last = matcher.group(1).isEmpty() || matcher.group(2).isEmpty()
                    ? size - 1
                    : Math.min(size - 1, Long.parseLong(matcher.group(2)));
            if (first < size && first <= last) {
                return Optional.of(new long[] {first, last});
            }
        } catch (NumberFormatException e) {
            // Beyond any object.
        }
        throw new AwsException("InvalidRange", 416, "The requested range is not satisfiable");
    }

    /** Returns the tags of a header or document, checked. */
    static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > 10) {
            throw new AwsException("BadRequest", 400, "Object tags cannot be greater than 10");
        }
        return tags;
    }
}
