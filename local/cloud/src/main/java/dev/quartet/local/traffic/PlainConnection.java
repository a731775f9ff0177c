package dev.quartet.local.traffic;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a server of plain HTTP/1.1 (RFC 9112), kept alive from request to request. It takes a few kilobytes, so that
 * there can be thousands, and it can be cut in the middle of an answer. Not thread-safe.
 */
final class PlainConnection implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_FIELDS = 100;

    private final URI server;
    private final Duration patience;
    private final int buffer;
    private final LongConsumer received;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private long left;

    /**
     * @param server its scheme must be http
     * @param patience how long a byte may take to come
     * @param buffer how many bytes may wait for being read, here and in the system
     * @param received is told how many bytes of heads and bodies came
     */
    PlainConnection(URI server, Duration patience, int buffer, LongConsumer received) {
        if (!"http".equals(server.getScheme())) {
            throw new IllegalArgumentException(
                    "a release day needs a server of plain HTTP, as a local cloud's are; it is " + server);
        }
        this.server = server;
        this.patience = patience;
        this.buffer = buffer;
        this.received = received;
    }

    /**
     * Head of an answer.
     *
     * @param length of its body
     * @param fields by name in lower case
     */
    record Head(int status, long length, Map<String, String> fields) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** Sends a GET and returns the answer's head; what is left of the answer before is read and dropped. */
    Head get(String path, Map<String, String> headers) throws IOException {
        if (left > 0) {
            close();
        }
        var request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nUser-Agent: quartet-traffic\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        var bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        boolean kept = socket != null;
        try {
            return exchange(bytes);
        } catch (IOException e) {
            close();
            if (!kept) {
                throw e;
            }
            return exchange(bytes); // the server may close a connection that it kept at any time
        }
    }

    private Head exchange(byte[] request) throws IOException {
        var open = open();
        open.getOutputStream().write(request);
        open.getOutputStream().flush();
        var status = line();
        if (!status.startsWith("HTTP/1.1 ") || status.length() < 12) {
            throw new IOException("no answer of HTTP/1.1: " + status);
        }
        int code = Integer.parseInt(status.substring(9, 12));
        var fields = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                throw new IOException("a header field that is none: " + line);
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        left = length(code, fields);
        return new Head(code, left, Map.copyOf(fields));
    }

    private static long length(int status, Map<String, String> fields) throws IOException {
        if (status == 204 || status == 304) {
            return 0;
        }
        var length = fields.get("content-length");
        if (length == null) {
            throw new IOException("the answer %d has no Content-Length".formatted(status));
        }
        return Long.parseLong(length);
    }

    /** Reads some of the answer's body into {@code target}; returns how much, negative at its end. */
    int read(byte[] target) throws IOException {
        return read(target, target.length);
    }

    /** Reads at most {@code most} bytes of the answer's body into {@code target}; returns how much, negative at its end. */
    int read(byte[] target, long most) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = stream().read(target, 0, (int) Math.min(Math.min(target.length, most), left));
        if (count < 0) {
            throw new EOFException("the answer breaks off %d bytes before its end".formatted(left));
        }
        left -= count;
        received.accept(count);
        return count;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = stream().read(); c != '\n'; c = stream().read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of over %d characters".formatted(LONGEST_LINE));
            }
            line.append((char) c);
        }
        received.accept(line.length() + 1L);
        return line.toString().stripTrailing();
    }

    private InputStream stream() throws IOException {
        if (in == null) {
            throw new IOException("not connected");
        }
        return in;
    }

    private Socket open() throws IOException {
        if (socket == null) {
            var made = new Socket();
            try {
                made.setReceiveBufferSize(buffer);
                made.setTcpNoDelay(true);
                made.setSoTimeout((int) patience.toMillis());
                made.connect(
                        new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort()),
                        (int) CONNECT.toMillis());
                in = new BufferedInputStream(made.getInputStream(), 1024);
            } catch (IOException e) {
                made.close();
                throw e;
            }
            socket = made;
        }
        return socket;
    }

    /** Cuts it, whatever is under way; the next request connects anew. */
    @Override
    public void close() {
        left = 0;
        in = null;
        var open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return; // it is gone either way
            }
        }
    }
}
