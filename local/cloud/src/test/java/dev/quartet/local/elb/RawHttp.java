package dev.quartet.local.elb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP by hand, for headers that Java's client does not let through. */
final class RawHttp {
    private RawHttp() {}

    /** An answer's head and body. */
    record Answer(String head, String body) {}

    /** Gets {@code url} with just the header lines given. */
    static Answer get(URI url, String... headers) throws IOException {
        var target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(60_000);
            var request =
                    "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(text.substring(0, end), text.substring(end + 4));
        }
    }
}
