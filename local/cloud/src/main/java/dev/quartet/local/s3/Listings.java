package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists keys: the two ListObjects and ListObjectVersions. Thread-safe. */
final class Listings {
    private static final int MOST = 1000;

    private final S3Access access;

    Listings(S3Access access) {
        this.access = access;
    }

    /** What a request asks for. */
    private record Wanted(String prefix, String delimiter, String after, int most, boolean encoded) {
        static Wanted of(S3Call call, String after) {
            int most = MOST;
            var asked = call.parameter("max-keys");
            if (asked.isPresent()) {
                if (!asked.get().matches("\\d{1,9}")) {
                    throw new AwsException(
                            "InvalidArgument", 400, "max-keys must be from 0 to 1000, not '%s'".formatted(asked.get()));
                }
                most = Math.min(MOST, Integer.parseInt(asked.get()));
            }
            return new Wanted(
                    call.parameter("prefix").orElse(""),
                    call.parameter("delimiter").orElse(""),
                    after,
                    most,
                    call.parameter("encoding-type").filter("url"::equals).isPresent());
        }

        /** Returns the common prefix that {@code key} is rolled up into, if any. */
        Optional<String> rolledUp(String key) {
            int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
        }

        String text(String key) {
            return encoded
                    ? URLEncoder.encode(key, StandardCharsets.UTF_8)
                            .replace("%2F", "/")
                            .replace("*", "%2A")
                    : key;
        }
    }

    /**
     * One page.
     *
     * @param next the last key or prefix of it, when there is more
     */
    private record Page(List<StoredObject> objects, Set<String> prefixes, Optional<String> next) {
        int count() {
            return objects.size() + prefixes.size();
        }
    }

    S3Reply list(S3Call call, Bucket bucket) {
        access.requireBucket(call, "ListBucket", bucket);
        boolean second = call.parameter("list-type").filter("2"::equals).isPresent();
        var token = call.parameter("continuation-token");
        var wanted = Wanted.of(
                call,
                second
                        ? token.map(Listings::decoded)
                                .or(() -> call.parameter("start-after"))
                                .orElse("")
                        : call.parameter("marker").orElse(""));
        var page = page(bucket, wanted);
        var xml = head("ListBucketResult", bucket, wanted, page);
        if (second) {
            xml.element("KeyCount", Integer.toString(page.count()));
            token.ifPresent(text -> xml.element("ContinuationToken", text));
            call.parameter("start-after").ifPresent(text -> xml.element("StartAfter", wanted.text(text)));
            page.next().ifPresent(next -> xml.element("NextContinuationToken", encoded(next)));
        } else {
            xml.element("Marker", wanted.text(wanted.after()));
            page.next().ifPresent(next -> xml.element("NextMarker", wanted.text(next)));
        }
        for (var object : page.objects()) {
            xml.open("Contents");
            entry(xml, wanted, object);
            xml.close("Contents");
        }
        return S3Reply.xml(prefixes(xml, wanted, page).close("ListBucketResult"));
    }

    S3Reply versions(S3Call call, Bucket bucket) {
        access.requireBucket(call, "ListBucketVersions", bucket);
        var wanted = Wanted.of(call, call.parameter("key-marker").orElse(""));
        var page = page(bucket, wanted, call.parameter("version-id-marker"));
        var xml = head("ListVersionsResult", bucket, wanted, page)
                .element("KeyMarker", wanted.text(wanted.after()))
                .element("VersionIdMarker", call.parameter("version-id-marker").orElse(""));
        page.next().ifPresent(next -> {
            xml.element("NextKeyMarker", wanted.text(next));
            if (!page.objects().isEmpty() && page.objects().getLast().key().equals(next)) {
                xml.element("NextVersionIdMarker", page.objects().getLast().versionId());
            }
        });
        for (var object : page.objects()) {
            var name = object.deleteMarker() ? "DeleteMarker" : "Version";
            xml.open(name)
                    .element("VersionId", object.versionId())
                    .element(
                            "IsLatest",
                            Boolean.toString(bucket.current(object.key()).equals(Optional.of(object))));
            entry(xml, wanted, object);
            xml.close(name);
        }
        return S3Reply.xml(prefixes(xml, wanted, page).close("ListVersionsResult"));
    }

    private static Page page(Bucket bucket, Wanted wanted) {
        var objects = new ArrayList<StoredObject>();
        var prefixes = new LinkedHashSet<String>();
        String last = "";
        var from = KeyOrder.INSTANCE.compare(wanted.after(), wanted.prefix()) < 0 ? wanted.prefix() : wanted.after();
        for (var entry : bucket.objects().tailMap(from, true).entrySet()) {
            var key = entry.getKey();
            if (!key.startsWith(wanted.prefix())) {
                break;
            }
            var object = entry.getValue().getFirst();
            var rolledUp = wanted.rolledUp(key);
            var name = rolledUp.orElse(key);
            boolean seen = KeyOrder.INSTANCE.compare(name, wanted.after()) <= 0
                    && !wanted.after().isEmpty();
            if (object.deleteMarker() || seen || prefixes.contains(name)) {
                continue;
            }
            if (objects.size() + prefixes.size() == wanted.most()) {
                return new Page(objects, prefixes, wanted.most() == 0 ? Optional.empty() : Optional.of(last));
            }
            if (rolledUp.isPresent()) {
                prefixes.add(name);
            } else {
                objects.add(object);
            }
            last = name;
        }
        return new Page(objects, prefixes, Optional.empty());
    }

    private static Page page(Bucket bucket, Wanted wanted, Optional<String> afterVersion) {
        var objects = new ArrayList<StoredObject>();
        var prefixes = new LinkedHashSet<String>();
        for (var entry : bucket.objects().tailMap(wanted.after(), true).entrySet()) {
            var key = entry.getKey();
            if (!key.startsWith(wanted.prefix())) {
                continue;
            }
            var rolledUp = wanted.rolledUp(key);
            if (rolledUp.isPresent()) {
                if (KeyOrder.INSTANCE.compare(rolledUp.get(), wanted.after()) > 0) {
                    prefixes.add(rolledUp.get());
                }
                continue;
            }
            var versions = entry.getValue();
            int start = 0;
            if (key.equals(wanted.after())) {
                start = afterVersion.map(id -> indexAfter(versions, id)).orElse(versions.size());
            }
            for (var object : versions.subList(start, versions.size())) {
                if (objects.size() + prefixes.size() == wanted.most()) {
                    return new Page(
                            objects,
                            prefixes,
                            objects.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(objects.getLast().key()));
                }
                objects.add(object);
            }
        }
        return new Page(objects, prefixes, Optional.empty());
    }

    private static int indexAfter(List<StoredObject> versions, String versionId) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).versionId().equals(versionId)) {
                return i + 1;
            }
        }
        return versions.size();
    }

    private static XmlWriter head(String root, Bucket bucket, Wanted wanted, Page page) {
        var xml = new XmlWriter()
                .open(root, S3Xml.NAMESPACE)
                .element("Name", bucket.name())
                .element("Prefix", wanted.text(wanted.prefix()))
                .element("MaxKeys", Integer.toString(wanted.most()))
                .element("IsTruncated", Boolean.toString(page.next().isPresent()));
        if (!wanted.delimiter().isEmpty()) {
            xml.element("Delimiter", wanted.text(wanted.delimiter()));
        }
        if (wanted.encoded()) {
            xml.element("EncodingType", "url");
        }
        return xml;
    }

    private static void entry(XmlWriter xml, Wanted wanted, StoredObject object) {
        xml.element("Key", wanted.text(object.key()))
                .element("LastModified", object.lastModified().toString());
        if (!object.deleteMarker()) {
            xml.element("ETag", ObjectHeaders.quoted(object.etag()))
                    .element("Size", Long.toString(object.size()))
                    .element("StorageClass", "STANDARD");
        }
    }

    private static XmlWriter prefixes(XmlWriter xml, Wanted wanted, Page page) {
        for (var prefix : page.prefixes()) {
            xml.open("CommonPrefixes").element("Prefix", wanted.text(prefix)).close("CommonPrefixes");
        }
        return xml;
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidArgument", 400, "The continuation token provided is incorrect");
        }
    }
}
