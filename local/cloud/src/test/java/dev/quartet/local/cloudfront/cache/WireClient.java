package dev.quartet.local.cloudfront.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP client that sends exactly what it is told and counts every byte that comes back. */
record WireClient(int port) {
    private static final int TIMEOUT_MILLIS = 60_000;

    /**
     * An answer as it came.
     *
     * @param headers the last value of each name, in lower case
     * @param body without chunk framing
     * @param wireBytes of the status line, headers and body, framing not counted
     */
    record Reply(int status, Map<String, String> headers, byte[] body, long wireBytes) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        String cache() {
            return header("X-Cache");
        }
    }

    Reply get(String target, String... headers) {
        return send("GET", target, new byte[0], headers);
    }

    Reply head(String target, String... headers) {
        return send("HEAD", target, new byte[0], headers);
    }

    Reply send(String method, String target, byte[] body, String... headers) {
        var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        boolean host = false;
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            host |= headers[i].equals("Host");
        }
        if (!host) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(socket.getInputStream(), method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(InputStream in, boolean headless) throws IOException {
        var headBytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended inside the head: " + headBytes);
            }
            headBytes.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        var lines = headBytes.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        var headers = new LinkedHashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        byte[] body = new byte[0];
        if (!headless && status != 304 && status != 204) {
            body = headers.containsKey("transfer-encoding") ? chunked(in) : plain(in, headers.get("content-length"));
        }
        return new Reply(status, headers, body, (long) headBytes.size() + body.length);
    }

    private static byte[] plain(InputStream in, String length) throws IOException {
        if (length == null) {
            return in.readAllBytes();
        }
        var body = in.readNBytes(Integer.parseInt(length));
        if (body.length != Integer.parseInt(length)) {
            throw new IOException("the body ended after %d of %s bytes".formatted(body.length, length));
        }
        return body;
    }

    private static byte[] chunked(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            body.write(in.readNBytes(size));
            line(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended inside a chunk");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
