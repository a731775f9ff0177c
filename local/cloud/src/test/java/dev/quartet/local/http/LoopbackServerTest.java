package dev.quartet.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackServerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /a/../../b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n"
            })
    void malformedRequest_shouldBeRefusedInJson(String request) throws Exception {
        assertThat(answer(request))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json")
                .endsWith("{\"message\":\"The request is no well-formed HTTP/1.1 request\"}");
    }

    @Test
    void hugeHeaders_shouldBeRefusedInJson() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("{\"message\":\"The request's headers are over 16384 bytes\"}");
    }

    @Test
    void limits_shouldBeTheServersOwn_inItsMessageToo() throws Exception {
        var limits = new ServerLimits(Duration.ofSeconds(10), 40 * 1024);
        var head = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Big: ";
        assertThat(answer(head + "a".repeat(30_000) + "\r\n\r\n", limits)).startsWith("HTTP/1.1 200 ");
        assertThat(answer(head + "a".repeat(41_000) + "\r\n\r\n", limits))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("{\"message\":\"The request's headers are over 40960 bytes\"}");
    }

    @Test
    void clientThatStalls_shouldBeCut_whileOthersGetAll() throws Exception {
        var limits = new ServerLimits(Duration.ofSeconds(2), 16 * 1024);
        var body = new byte[32 << 20]; // more than sockets buffer
        var cut = new CompletableFuture<Throwable>();
        HttpHandler download = exchange -> {
            try (var out = exchange.respond(200, Map.of(), body.length)) {
                out.write(body);
            } catch (IOException e) {
                cut.complete(e);
                throw e;
            }
        };
        try (var server = LoopbackServer.start(0, download, limits);
                var stalled = asking(server);
                var reading = asking(server)) {
            assertThat(stalled.getInputStream().read()).isEqualTo('H'); // and nothing after that
            assertThat(reading.getInputStream().readAllBytes()).hasSizeGreaterThan(body.length);

            assertThat(cut.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    private static Socket asking(LoopbackServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String answer(String request) throws IOException {
        return answer(request, ServerLimits.USUAL);
    }

    private static String answer(String request, ServerLimits limits) throws IOException {
        try (var server = LoopbackServer.start(0, exchange -> exchange.respond(200, Map.of(), new byte[0]), limits);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
