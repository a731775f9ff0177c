package dev.quartet.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link HttpExchange} on Jetty's request and response. */
final class JettyExchange implements HttpExchange {
    private static final Logger log = LoggerFactory.getLogger(JettyExchange.class);

    private static final long MOST_DRAINED = 64L * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private boolean responded;
    private boolean completed;

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        var path = request.getHttpURI().getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    @Override
    public @Nullable String rawQuery() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public @Nullable String headerValue(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public String protocol() {
        return request.getConnectionMetaData().getProtocol();
    }

    @Override
    public Map<String, List<String>> headers() {
        var result = new LinkedHashMap<String, List<String>>();
        for (var field : request.getHeaders()) {
            result.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(String.valueOf(field.getValue()));
        }
        return result;
    }

    @Override
    public int headerBytes() {
        int total = 0;
        for (var field : request.getHeaders()) {
            total += PreparedHeaders.fieldBytes(field.getName(), String.valueOf(field.getValue()));
        }
        return total;
    }

    @Override
    public String remoteAddress() {
        return Request.getRemoteAddr(request) + ":" + Request.getRemotePort(request);
    }

    @Override
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public byte[] body(int limit) throws IOException {
        if (request.getLength() > limit) {
            drain();
            throw new BodyTooLargeException(limit);
        }
        var bytes = body().readNBytes(limit);
        if (bytes.length == limit && body().read() >= 0) {
            drain();
            throw new BodyTooLargeException(limit);
        }
        return bytes;
    }

    /** Reads what is still to come, within bounds: a client that is cut off while it sends never sees the refusal. */
    private void drain() throws IOException {
        var in = body();
        var buffer = new byte[16 * 1024];
        long left = MOST_DRAINED;
        for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
            left -= count;
        }
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
        begin(status, headers, body.length);
        write(body);
    }

    @Override
    public void respond(int status, List<Map.Entry<String, String>> fields, byte[] body) throws IOException {
        begin(status, Map.of(), body.length);
        add(fields);
        write(body);
    }

    @Override
    public OutputStream respond(int status, List<Map.Entry<String, String>> fields, long length) throws IOException {
        begin(status, Map.of(), length);
        add(fields);
        return headless() ? OutputStream.nullOutputStream() : Content.Sink.asOutputStream(response);
    }

    private void add(List<Map.Entry<String, String>> fields) {
        for (var field : fields) {
            if (field.getKey().equalsIgnoreCase("Date")) { // else Jetty's own would stand beside it
                response.getHeaders().put(HttpHeader.DATE, field.getValue());
            } else {
                response.getHeaders().add(field.getKey(), field.getValue());
            }
        }
    }

    /** Sends an answer that is at hand; returns before all of it is out. */
    void send(PromptAnswer answer) {
        responded = true;
        completed = true;
        response.setStatus(answer.status());
        var headers = response.getHeaders();
        if (answer.headers().hasDate()) {
            headers.remove(HttpHeader.DATE);
        }
        for (var field : answer.headers().fields()) {
            headers.add(field);
        }
        var extra = answer.extra();
        for (int i = 0; i < extra.length; i += 2) {
            headers.add(extra[i], extra[i + 1]);
        }
        new PartsWriter(response, callback, answer.body(), headless()).iterate();
    }

    private void write(byte[] body) throws IOException {
        try (var blocker = Blocker.callback()) {
            response.write(true, headless() ? null : ByteBuffer.wrap(body), blocker);
            blocker.block();
        }
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length) throws IOException {
        begin(status, headers, length);
        return headless() ? OutputStream.nullOutputStream() : Content.Sink.asOutputStream(response);
    }

    @Override
    public boolean responded() {
        return responded;
    }

    @Override
    public void abort() {
        responded = true;
        completed = true;
        // Closed first: failing an unanswered exchange would make Jetty write a 500 of its own.
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new IOException("aborted"));
    }

    void complete() throws IOException {
        if (!responded) {
            throw new IllegalStateException("no answer for " + method() + " " + rawPath());
        }
        if (!completed) {
            completed = true;
            callback.succeeded();
        }
    }

    void fail(Throwable failure) {
        if (completed) {
            return;
        }
        if (responded) {
            log.debug("{} {} broke off", method(), rawPath(), failure);
            abort();
            return;
        }
        log.error("{} {} failed", method(), rawPath(), failure);
        try {
            respond(
                    500,
                    Map.of("Content-Type", "text/plain"),
                    "Internal Server Error".getBytes(StandardCharsets.UTF_8));
            complete();
        } catch (IOException e) {
            abort();
        }
    }

    private boolean headless() {
        return "HEAD".equals(request.getMethod()) || response.getStatus() == 204 || response.getStatus() == 304;
    }

    private void begin(int status, Map<String, String> headers, long length) {
        if (responded) {
            throw new IllegalStateException("answered twice");
        }
        responded = true;
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        // A 304 may say how long the 200 would be, and nothing else (RFC 9110, 8.6).
        if (length >= 0 && status != 204 && (status != 304 || length > 0)) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
    }
}
