package dev.quartet.local.s3;

import dev.quartet.local.aws.XmlWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer before it is sent. Immutable.
 *
 * @param file bytes of a stored object, instead of {@code body}
 */
record S3Reply(int status, Map<String, String> headers, byte[] body, Optional<Slice> file) {
    private static final byte[] NOTHING = {};

    /** Part of a file. */
    record Slice(Path path, long offset, long length) {}

    S3Reply {
        headers = Map.copyOf(headers);
    }

    static S3Reply empty(int status, Map<String, String> headers) {
        return new S3Reply(status, headers, NOTHING, Optional.empty());
    }

    static S3Reply xml(XmlWriter document, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/xml");
        return new S3Reply(200, all, document.toBytes(), Optional.empty());
    }

    static S3Reply xml(XmlWriter document) {
        return xml(document, Map.of());
    }

    S3Reply with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new S3Reply(status, all, body, file);
    }

    /** Returns the length of what follows the headers. */
    long length() {
        return file.map(Slice::length).orElse((long) body.length);
    }
}
