package dev.quartet.local.gateway;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exchange whose body was read for its hash, or is checked while it is read. */
final class VerifiedExchange implements HttpExchange {
    private final HttpExchange exchange;
    private final InputStream body;

    VerifiedExchange(HttpExchange exchange, InputStream body) {
        this.exchange = exchange;
        this.body = body;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public byte[] body(int limit) throws IOException {
        var bytes = body.readNBytes(limit);
        if (bytes.length == limit && body.read() >= 0) {
            throw new BodyTooLargeException(limit);
        }
        return bytes;
    }

    @Override
    public String method() {
        return exchange.method();
    }

    @Override
    public String rawPath() {
        return exchange.rawPath();
    }

    @Override
    public @Nullable String rawQuery() {
        return exchange.rawQuery();
    }

    @Override
    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    @Override
    public Map<String, List<String>> headers() {
        return exchange.headers();
    }

    @Override
    public String remoteAddress() {
        return exchange.remoteAddress();
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
        exchange.respond(status, headers, body);
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length) throws IOException {
        return exchange.respond(status, headers, length);
    }

    @Override
    public boolean responded() {
        return exchange.responded();
    }

    @Override
    public void abort() {
        exchange.abort();
    }
}
