package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** PUT, copy and DELETE of objects. Thread-safe. */
final class ObjectWrites {
    private final S3Access access;
    private final Buckets buckets;
    private final ObjectReads reads;
    private final ObjectEvents events;
    private final Clock clock;

    ObjectWrites(S3Access access, Buckets buckets, ObjectReads reads, ObjectEvents events, Clock clock) {
        this.access = access;
        this.buckets = buckets;
        this.reads = reads;
        this.events = events;
        this.clock = clock;
    }

    S3Reply put(S3Call call, Bucket bucket) throws IOException {
        mayWrite(call, bucket);
        Preconditions.checkWrite(call, live(bucket, call.key()));
        var headers = ObjectHeaders.kept(call);
        var upload = Upload.receive(call, bucket.newFile());
        var object = store(call, bucket, upload, upload.md5(), headers, headerTags(call), "ObjectCreated:Put");
        var answer = new LinkedHashMap<>(ObjectHeaders.identity(object));
        answer.putAll(object.checksums());
        return S3Reply.empty(200, answer);
    }

    S3Reply copy(S3Call call, Bucket bucket) throws IOException {
        var source = source(call);
        mayWrite(call, bucket);
        Preconditions.checkWrite(call, live(bucket, call.key()));
        boolean replace = call.header("x-amz-metadata-directive")
                .filter("REPLACE"::equals)
                .isPresent();
        if (source.bucket() == bucket && source.object().key().equals(call.key()) && !replace) {
            throw new AwsException(
                    "InvalidRequest",
                    400,
                    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata");
        }
        var file = bucket.newFile();
        Files.copy(source.bucket().file(source.object()), file);
        var old = source.object();
        var upload = new Upload(file, old.size(), old.etag(), old.checksums());
        boolean newTags =
                call.header("x-amz-tagging-directive").filter("REPLACE"::equals).isPresent();
        var object = store(
                call,
                bucket,
                upload,
                old.etag(),
                replace ? ObjectHeaders.kept(call) : old.headers(),
                newTags ? headerTags(call) : old.tags(),
                "ObjectCreated:Copy");
        var xml = new XmlWriter()
                .open("CopyObjectResult", S3Xml.NAMESPACE)
                .element("LastModified", object.lastModified().toString())
                .element("ETag", ObjectHeaders.quoted(object.etag()))
                .close("CopyObjectResult");
        return S3Reply.xml(xml, ObjectHeaders.identity(object));
    }

    S3Reply delete(S3Call call, Bucket bucket) throws IOException {
        return S3Reply.empty(204, delete(call, bucket, call.key(), call.parameter("versionId")));
    }

    /** Deletes one object or version and returns the headers that say how. */
    Map<String, String> delete(S3Call call, Bucket bucket, String key, Optional<String> versionId) throws IOException {
        access.requireObject(call, versionId.isPresent() ? "DeleteObjectVersion" : "DeleteObject", bucket, key);
        if (versionId.isEmpty() && bucket.settings().versioning().isPresent()) {
            var marker =
                    new StoredObject(key, bucket.nextVersionId(), true, 0, "", now(), Map.of(), Map.of(), Map.of(), "");
            bucket.add(marker);
            happened(call, bucket, marker, "ObjectRemoved:DeleteMarkerCreated");
            return Map.of("x-amz-delete-marker", "true", "x-amz-version-id", marker.versionId());
        }
        var removed = bucket.remove(key, versionId.orElse(StoredObject.NO_VERSION));
        removed.ifPresent(object -> happened(call, bucket, object, "ObjectRemoved:Delete"));
        var headers = new LinkedHashMap<String, String>();
        versionId.ifPresent(id -> headers.put("x-amz-version-id", id));
        if (removed.filter(StoredObject::deleteMarker).isPresent()) {
            headers.put("x-amz-delete-marker", "true");
        }
        return headers;
    }

    S3Reply putTags(S3Call call, Bucket bucket) throws IOException {
        var object = reads.find(call, bucket, "PutObjectTagging");
        var tags = new LinkedHashMap<String, String>();
        for (var set : S3Xml.children(S3Xml.read(call), "TagSet")) {
            for (var tag : S3Xml.children(set, "Tag")) {
                tags.put(
                        S3Xml.text(tag, "Key").orElse(""),
                        S3Xml.text(tag, "Value").orElse(""));
            }
        }
        bucket.replace(object.withTags(ObjectReads.checked(tags)));
        return S3Reply.empty(200, Map.of());
    }

    S3Reply deleteTags(S3Call call, Bucket bucket) throws IOException {
        var object = reads.find(call, bucket, "DeleteObjectTagging");
        bucket.replace(object.withTags(Map.of()));
        return S3Reply.empty(204, Map.of());
    }

    /** Makes {@code upload} the key's current version. */
    StoredObject store(
            S3Call call,
            Bucket bucket,
            Upload upload,
            String etag,
            Map<String, String> headers,
            Map<String, String> tags,
            String event)
            throws IOException {
        var object = new StoredObject(
                call.key(),
                bucket.nextVersionId(),
                false,
                upload.size(),
                etag,
                now(),
                headers,
                upload.checksums(),
                tags,
                String.valueOf(upload.file().getFileName()));
        bucket.add(object);
        happened(call, bucket, object, event);
        return object;
    }

    /** Returns when the caller may write the key; ACLs are off, as in every new bucket. */
    void mayWrite(S3Call call, Bucket bucket) {
        access.requireObject(call, "PutObject", bucket, call.key());
        if (call.header("x-amz-tagging").isPresent()) {
            access.requireObject(call, "PutObjectTagging", bucket, call.key());
        }
        var acl = call.header("x-amz-acl").orElse("bucket-owner-full-control");
        if (!acl.equals("bucket-owner-full-control")) {
            throw new AwsException("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }
    }

    /** A copy's source, which the caller may read. */
    record Source(Bucket bucket, StoredObject object) {}

    Source source(S3Call call) {
        var text = call.header("x-amz-copy-source").orElse("").replaceFirst("^/", "");
        int query = text.indexOf("?versionId=");
        var version =
                query < 0 ? Optional.<String>empty() : Optional.of(text.substring(query + "?versionId=".length()));
        var path = S3Call.decode(query < 0 ? text : text.substring(0, query));
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw new AwsException(
                    "InvalidArgument",
                    400,
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }
        var bucket = buckets.get(path.substring(0, slash));
        return new Source(bucket, reads.find(call, bucket, path.substring(slash + 1), version, "GetObject"));
    }

    static Optional<StoredObject> live(Bucket bucket, String key) {
        return bucket.current(key).filter(object -> !object.deleteMarker());
    }

    static Map<String, String> headerTags(S3Call call) {
        var tags = new LinkedHashMap<String, String>();
        for (var pair : call.header("x-amz-tagging").orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                tags.put(
                        S3Call.decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : S3Call.decode(pair.substring(equals + 1)));
            }
        }
        return ObjectReads.checked(tags);
    }

    private void happened(S3Call call, Bucket bucket, StoredObject object, String event) {
        events.happened(new ObjectEvent(
                event,
                bucket.name(),
                object.key(),
                object.size(),
                object.etag(),
                object.versionId(),
                object.lastModified(),
                call.caller().arn()));
    }

    private java.time.Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
