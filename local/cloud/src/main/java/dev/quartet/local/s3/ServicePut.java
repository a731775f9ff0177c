package dev.quartet.local.s3;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A PUT that comes from another service of this cloud instead of from a connection. Not thread-safe. */
final class ServicePut implements HttpExchange {
    private final String path;
    private final Map<String, String> headers;
    private final byte[] content;

    /** {@code headers}: names in lower case, without Content-Length. */
    ServicePut(String bucket, String key, Map<String, String> headers, byte[] content) {
        this.path = "/%s/%s".formatted(bucket, key);
        this.headers = new LinkedHashMap<>(headers);
        this.headers.put("content-length", Integer.toString(content.length));
        this.content = content.clone();
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public @org.jspecify.annotations.Nullable String rawQuery() {
        return null;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Map<String, List<String>> headers() {
        var all = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return all;
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1:0";
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public byte[] body(int limit) throws BodyTooLargeException {
        if (content.length > limit) {
            throw new BodyTooLargeException(limit);
        }
        return content.clone();
    }

    @Override
    public void respond(int status, Map<String, String> fields, byte[] body) {
        throw new IllegalStateException("nobody waits for an answer");
    }

    @Override
    public OutputStream respond(int status, Map<String, String> fields, long length) {
        throw new IllegalStateException("nobody waits for an answer");
    }

    @Override
    public boolean responded() {
        return false;
    }

    @Override
    public void abort() {
        throw new IllegalStateException("there is no connection");
    }
}
