package dev.quartet.local.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One loopback port for all of the program's own names: the Host header says which is meant. A name answers once something
 * serves it and a DNS record points to it. Thread-safe.
 */
public final class NamedDoor implements HttpHandler {
    private final FrontDoors doors;
    private final Map<String, HttpHandler> served = new ConcurrentHashMap<>();
    private final Set<String> pointed = ConcurrentHashMap.newKeySet();
    private @Nullable LoopbackServer server;

    /** Creates it; its port is taken of {@code doors} when the first name asks for it. */
    public NamedDoor(FrontDoors doors) {
        this.doors = requireNonNull(doors, "doors is null");
    }

    /** Returns where it listens, {@code localhost:4612}: what DNS records point to. */
    public synchronized String address() throws IOException {
        if (server == null) {
            server = doors.open(this);
        }
        return "localhost:" + server.port();
    }

    /** Serves {@code host} by {@code handler}; returns false when something serves it already. */
    public boolean serve(String host, HttpHandler handler) {
        return served.putIfAbsent(host.toLowerCase(Locale.ROOT), handler) == null;
    }

    /** Says that a DNS record points {@code host} to where it is served; returns if something serves it. */
    public boolean point(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        pointed.add(name);
        return served.containsKey(name);
    }

    /** Returns the URL of each name that answers, without a slash at the end. */
    public synchronized Map<String, String> urls() {
        var result = new TreeMap<String, String>();
        if (server != null) {
            for (var name : served.keySet()) {
                if (pointed.contains(name)) {
                    result.put(name, "http://" + name + ":" + server.port());
                }
            }
        }
        return result;
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        var name = exchange.header("host").orElse("").split(":", 2)[0].toLowerCase(Locale.ROOT);
        var handler = served.get(name);
        if (handler != null && pointed.contains(name)) {
            handler.handle(exchange);
            return;
        }
        var text = new StringBuilder();
        text.append(
                handler == null
                        ? "No name '%s' is known here.".formatted(name)
                        : "No DNS record points '%s' here.".formatted(name));
        text.append(" Known are:\n");
        urls().values().forEach(url -> text.append("  ").append(url).append("/\n"));
        exchange.respond(
                404,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
