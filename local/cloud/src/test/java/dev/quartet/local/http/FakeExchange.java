package dev.quartet.local.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An exchange in memory, for tests of protocols. */
public final class FakeExchange implements HttpExchange {
    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final byte[] body;

    /** The answer's status; 0 before there is one. */
    public int status;

    /** The answer's headers. */
    public Map<String, String> answerHeaders = Map.of();

    /** The answer's body. */
    public final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    /** If the connection was cut. */
    public boolean aborted;

    public FakeExchange(String method, String target, Map<String, String> headers, byte[] body) {
        var question = target.indexOf('?');
        this.method = method;
        this.rawPath = question < 0 ? target : target.substring(0, question);
        this.rawQuery = question < 0 ? null : target.substring(question + 1);
        headers.forEach((name, value) -> this.headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .add(value));
        this.body = body;
    }

    /** The answer's body as text. */
    public String text() {
        return answer.toString(StandardCharsets.UTF_8);
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
    public String rawQuery() {
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
        return "127.0.0.1:50000";
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public byte[] body(int limit) throws IOException {
        if (body.length > limit) {
            throw new BodyTooLargeException(limit);
        }
        return body.clone();
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
        respond(status, headers, body.length).write(body);
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length) {
        this.status = status;
        this.answerHeaders = headers;
        return answer;
    }

    @Override
    public boolean responded() {
        return status != 0 || aborted;
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
