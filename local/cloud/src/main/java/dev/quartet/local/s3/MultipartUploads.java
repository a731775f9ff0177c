package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.w3c.dom.Element;

/**
 * Uploads in parts. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">multipart uploads</a>. Thread-safe.
 */
final class MultipartUploads {
    private static final long LEAST_PART = 5L * 1024 * 1024;
    private static final int MOST_PARTS = 10_000;

    private final S3Access access;
    private final ObjectWrites writes;
    private final Buckets buckets;
    private final Map<String, Open> uploads = new ConcurrentHashMap<>();

    MultipartUploads(S3Access access, ObjectWrites writes, Buckets buckets) {
        this.access = access;
        this.writes = writes;
        this.buckets = buckets;
    }

    private record Open(
            String id,
            String bucket,
            String key,
            Map<String, String> headers,
            Map<String, String> tags,
            NavigableMap<Integer, Upload> parts) {}

    S3Reply create(S3Call call, Bucket bucket) {
        writes.mayWrite(call, bucket);
        var open = new Open(
                UUID.randomUUID().toString().replace("-", ""),
                bucket.name(),
                call.key(),
                ObjectHeaders.kept(call),
                ObjectWrites.headerTags(call),
                new ConcurrentSkipListMap<>());
        uploads.put(open.id(), open);
        var xml = new XmlWriter()
                .open("InitiateMultipartUploadResult", S3Xml.NAMESPACE)
                .element("Bucket", bucket.name())
                .element("Key", call.key())
                .element("UploadId", open.id())
                .close("InitiateMultipartUploadResult");
        var headers = new LinkedHashMap<>(Map.of("x-amz-server-side-encryption", "AES256"));
        for (var name : List.of("x-amz-checksum-algorithm", "x-amz-checksum-type")) {
            call.header(name).ifPresent(value -> headers.put(name, value));
        }
        return S3Reply.xml(xml, headers);
    }

    S3Reply part(S3Call call, Bucket bucket) throws IOException {
        access.requireObject(call, "PutObject", bucket, call.key());
        var open = open(call, bucket);
        int number = number(call);
        var file = buckets.uploads().resolve(open.id() + "-" + number + "-" + UUID.randomUUID());
        boolean copies = call.header("x-amz-copy-source").isPresent();
        var part = copies ? copied(call, file) : Upload.receive(call, file);
        var old = open.parts().put(number, part);
        if (old != null) {
            Files.deleteIfExists(old.file());
        }
        if (!uploads.containsKey(open.id())) {
            Files.deleteIfExists(file); // aborted meanwhile
            throw noUpload();
        }
        if (copies) {
            return S3Reply.xml(new XmlWriter()
                    .open("CopyPartResult", S3Xml.NAMESPACE)
                    .element(
                            "LastModified",
                            Files.getLastModifiedTime(file).toInstant().toString())
                    .element("ETag", ObjectHeaders.quoted(part.md5()))
                    .close("CopyPartResult"));
        }
        var headers = new LinkedHashMap<>(part.checksums());
        headers.put("ETag", ObjectHeaders.quoted(part.md5()));
        headers.put("x-amz-server-side-encryption", "AES256");
        return S3Reply.empty(200, headers);
    }

    S3Reply complete(S3Call call, Bucket bucket) throws IOException {
        access.requireObject(call, "PutObject", bucket, call.key());
        var open = open(call, bucket);
        Preconditions.checkWrite(call, ObjectWrites.live(bucket, call.key()));
        var parts = chosen(open, S3Xml.children(S3Xml.read(call), "Part"));
        if (uploads.remove(open.id()) == null) {
            throw noUpload(); // somebody else completes it at this moment
        }
        var file = bucket.newFile();
        var digest = Checksum.digest("MD5");
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (var part : parts) {
                digest.update(HexFormat.of().parseHex(part.md5()));
                size += Files.copy(part.file(), out);
            }
        }
        var etag = HexFormat.of().formatHex(digest.digest()) + "-" + parts.size();
        var object = writes.store(
                call,
                bucket,
                new Upload(file, size, etag, Map.of()),
                etag,
                open.headers(),
                open.tags(),
                "ObjectCreated:CompleteMultipartUpload");
        discard(open);
        var xml = new XmlWriter()
                .open("CompleteMultipartUploadResult", S3Xml.NAMESPACE)
                .element("Location", "/" + bucket.name() + "/" + call.key())
                .element("Bucket", bucket.name())
                .element("Key", call.key())
                .element("ETag", ObjectHeaders.quoted(etag))
                .close("CompleteMultipartUploadResult");
        return S3Reply.xml(xml, ObjectHeaders.identity(object));
    }

    S3Reply abort(S3Call call, Bucket bucket) throws IOException {
        access.requireObject(call, "AbortMultipartUpload", bucket, call.key());
        var open = open(call, bucket);
        uploads.remove(open.id());
        discard(open);
        return S3Reply.empty(204, Map.of());
    }

    S3Reply parts(S3Call call, Bucket bucket) {
        access.requireObject(call, "ListMultipartUploadParts", bucket, call.key());
        var open = open(call, bucket);
        var xml = new XmlWriter()
                .open("ListPartsResult", S3Xml.NAMESPACE)
                .element("Bucket", bucket.name())
                .element("Key", call.key())
                .element("UploadId", open.id())
                .element("IsTruncated", "false");
        open.parts().forEach((number, part) -> xml.open("Part")
                .element("PartNumber", number.toString())
                .element("ETag", ObjectHeaders.quoted(part.md5()))
                .element("Size", Long.toString(part.size()))
                .close("Part"));
        return S3Reply.xml(xml.close("ListPartsResult"));
    }

    S3Reply list(S3Call call, Bucket bucket) {
        access.requireBucket(call, "ListBucketMultipartUploads", bucket);
        var xml = new XmlWriter()
                .open("ListMultipartUploadsResult", S3Xml.NAMESPACE)
                .element("Bucket", bucket.name())
                .element("IsTruncated", "false");
        uploads.values().stream()
                .filter(open -> open.bucket().equals(bucket.name()))
                .sorted((a, b) -> KeyOrder.INSTANCE.compare(a.key(), b.key()))
                .forEach(open -> xml.open("Upload")
                        .element("Key", open.key())
                        .element("UploadId", open.id())
                        .close("Upload"));
        return S3Reply.xml(xml.close("ListMultipartUploadsResult"));
    }

    private Upload copied(S3Call call, Path file) throws IOException {
        var source = writes.source(call);
        long first = 0;
        long length = source.object().size();
        var range = call.header("x-amz-copy-source-range").orElse("");
        if (range.matches("bytes=\\d{1,18}-\\d{1,18}")) {
            var ends = range.substring("bytes=".length()).split("-");
            first = Long.parseLong(ends[0]);
            length = Long.parseLong(ends[1]) - first + 1;
        }
        if (first + length > source.object().size() || length < 0) {
            throw new AwsException("InvalidRange", 416, "The requested range is not satisfiable");
        }
        var digest = Checksum.digest("MD5");
        try (InputStream in = Files.newInputStream(source.bucket().file(source.object()));
                OutputStream out = Files.newOutputStream(file)) {
            in.skipNBytes(first);
            var buffer = new byte[64 * 1024];
            for (long left = length; left > 0; ) {
                int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        return new Upload(file, length, HexFormat.of().formatHex(digest.digest()), Map.of());
    }

    private static List<Upload> chosen(Open open, List<Element> wanted) {
        var parts = new ArrayList<Upload>();
        int last = 0;
        for (var element : wanted) {
            var text = S3Xml.text(element, "PartNumber").orElse("").strip();
            int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
            if (number <= last) {
                throw new AwsException("InvalidPartOrder", 400, "The list of parts was not in ascending order.");
            }
            last = number;
            var part = open.parts().get(number);
            var etag = S3Xml.text(element, "ETag").orElse("").replace("\"", "");
            if (part == null || !part.md5().equals(etag)) {
                throw new AwsException(
                        "InvalidPart", 400, "Part %d could not be found or has another entity tag.".formatted(number));
            }
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw new AwsException("MalformedXML", 400, "You must specify at least one part");
        }
        for (var part : parts.subList(0, parts.size() - 1)) {
            if (part.size() < LEAST_PART) {
                throw new AwsException(
                        "EntityTooSmall",
                        400,
                        "Your proposed upload is smaller than the minimum allowed size of 5 MiB");
            }
        }
        return parts;
    }

    private Open open(S3Call call, Bucket bucket) {
        var open = uploads.get(call.parameter("uploadId").orElse(""));
        if (open == null || !open.bucket().equals(bucket.name()) || !open.key().equals(call.key())) {
            throw noUpload();
        }
        return open;
    }

    private static int number(S3Call call) {
        var text = call.parameter("partNumber").orElse("");
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_PARTS) {
            throw new AwsException(
                    "InvalidArgument", 400, "Part number must be an integer between 1 and 10000, inclusive");
        }
        return number;
    }

    private static void discard(Open open) throws IOException {
        for (var part : open.parts().values()) {
            Files.deleteIfExists(part.file());
        }
    }

    private static AwsException noUpload() {
        return new AwsException(
                "NoSuchUpload",
                404,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
    }
}
