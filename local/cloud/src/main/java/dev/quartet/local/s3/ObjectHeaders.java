package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers that an object keeps, and those of an answer about it. */
final class ObjectHeaders {
    private static final String META = "x-amz-meta-";
    private static final int MAX_META = 2048;
    private static final Set<String> KEPT = Set.of(
            "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ObjectHeaders() {}

    /** Returns what is to be kept of a write's headers; throws {@code MetadataTooLarge}. */
    static Map<String, String> kept(S3Call call) {
        var result = new LinkedHashMap<String, String>();
        int meta = 0;
        for (var header : call.exchange().headers().entrySet()) {
            var name = header.getKey();
            var value = String.join(",", header.getValue());
            if (name.startsWith(META)) {
                meta += name.length() - META.length() + value.length();
                result.put(name, value);
            } else if (KEPT.contains(name)) {
                var plain = name.equals("content-encoding") ? withoutChunks(value) : value;
                if (!plain.isEmpty()) {
                    result.put(name, plain);
                }
            }
        }
        if (meta > MAX_META) {
            throw new AwsException(
                    "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size of 2 KB");
        }
        result.putIfAbsent("content-type", "binary/octet-stream");
        return result;
    }

    /** Returns the headers of a GET or HEAD of {@code object}. */
    static Map<String, String> of(S3Call call, StoredObject object) {
        var result = new LinkedHashMap<>(object.headers());
        result.putAll(identity(object));
        result.put("Last-Modified", date(object.lastModified()));
        result.put("Accept-Ranges", "bytes");
        if (call.header("x-amz-checksum-mode")
                .filter("ENABLED"::equalsIgnoreCase)
                .isPresent()) {
            result.putAll(object.checksums());
        }
        if (!object.tags().isEmpty()) {
            result.put("x-amz-tagging-count", Integer.toString(object.tags().size()));
        }
        for (var name : KEPT) {
            call.parameter("response-" + name).ifPresent(value -> result.put(name, value));
        }
        return result;
    }

    /** Returns what every answer about an object bears. */
    static Map<String, String> identity(StoredObject object) {
        var result = new LinkedHashMap<String, String>();
        result.put("ETag", quoted(object.etag()));
        result.put("x-amz-server-side-encryption", "AES256");
        if (!object.versionId().equals(StoredObject.NO_VERSION)) {
            result.put("x-amz-version-id", object.versionId());
        }
        return result;
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    static String date(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    private static String withoutChunks(String encoding) {
        return String.join(
                ",",
                List.of(encoding.split(",")).stream()
                        .map(String::strip)
                        .filter(each -> !each.equals("aws-chunked") && !each.isEmpty())
                        .toList());
    }
}
