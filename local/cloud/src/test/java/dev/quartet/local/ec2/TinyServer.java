package dev.quartet.local.ec2;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the update server is to its instance: its variables, its lines, its signals. Runs in a process of its own. */
public final class TinyServer {
    private TinyServer() {}

    /** Serves the files of {@code RELEASES_ROOT}. */
    public static void main(String[] args) throws IOException {
        var root = Path.of(System.getenv("RELEASES_ROOT"));
        if (System.getenv("FAILS") != null) {
            System.err.println("cannot start");
            System.exit(2);
        }
        var server = HttpServer.create(
                new InetSocketAddress(System.getenv("BIND"), Integer.parseInt(System.getenv("PORT"))), 0);
        server.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(System.getenv("SICK") == null ? 200 : 503, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            var file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            int status = Files.exists(file) ? 200 : 404;
            var body = status == 200 ? Files.readAllBytes(file) : "none\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            System.out.println("{\"method\":\"GET\",\"path\":\"%s\",\"status\":%d,\"bytes\":%d}"
                    .formatted(exchange.getRequestURI().getPath(), status, body.length));
        });
        server.start();
        System.err.println("{\"level\":\"INFO\",\"formattedMessage\":\"serving %s on %s:%d\"}"
                .formatted(root, System.getenv("BIND"), server.getAddress().getPort()));
    }
}
