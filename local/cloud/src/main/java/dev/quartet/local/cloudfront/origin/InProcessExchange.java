package dev.quartet.local.cloudfront.origin;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request to a service of this same process, whose answer streams to the one who asked. */
final class InProcessExchange implements HttpExchange {
    /** What is answered; the body still comes. */
    record Answer(int status, Map<String, String> headers, InputStream body) {}

    private final String method;
    private final String rawPath;
    private final @Nullable String rawQuery;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final InputStream body;
    private final Pipe pipe;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private boolean responded;

    InProcessExchange(
            String method, String rawPath, @Nullable String rawQuery, Headers headers, InputStream body, Pipe pipe) {
        this.method = method;
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        headers.fields().forEach(field -> this.headers
                .computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                .add(field.getValue()));
        this.body = body;
        this.pipe = pipe;
    }

    /** Returns the answer once it begins; fails with what the service threw. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** The service threw, or is done without an answer. */
    void fail(Throwable cause) {
        if (!answer.completeExceptionally(cause)) {
            pipe.fail(new IOException("the answer broke off: " + cause.getMessage(), cause));
        }
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public @Nullable String rawQuery() {
        return rawQuery;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1:0";
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public byte[] body(int limit) throws IOException {
        var bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new BodyTooLargeException(limit);
        }
        return bytes;
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] content) {
        var shown = method.equals("HEAD") || status == 304 || status == 204 ? new byte[0] : content;
        begin(status, headers, status == 304 || status == 204 ? -1 : content.length, new ByteArrayInputStream(shown));
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length) {
        if (method.equals("HEAD")) {
            begin(status, headers, length, InputStream.nullInputStream());
            return OutputStream.nullOutputStream();
        }
        begin(status, headers, length, pipe.in());
        return pipe.out();
    }

    @Override
    public boolean responded() {
        return responded;
    }

    @Override
    public void abort() {
        responded = true;
        fail(new IOException("the connection was cut"));
    }

    private void begin(int status, Map<String, String> headers, long length, InputStream content) {
        if (responded) {
            throw new IllegalStateException("answered twice");
        }
        responded = true;
        var all = new LinkedHashMap<>(headers);
        if (length >= 0) {
            all.put("Content-Length", Long.toString(length));
        }
        answer.complete(new Answer(status, all, content));
    }
}
