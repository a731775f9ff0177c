package dev.quartet.local.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hands out loopback ports from a first one up: one for each API, distribution, load balancer, cluster. Thread-safe. */
public final class FrontDoors implements AutoCloseable {
    private static final int MOST = 200;

    private final List<LoopbackServer> servers = new ArrayList<>();
    private final int last;
    private int next;

    /** Opens doors from port {@code first} up. */
    public FrontDoors(int first) {
        this.next = first;
        this.last = first + MOST;
    }

    /** Opens the next free port; throws {@link IOException} when none of the range is free. */
    public LoopbackServer open(HttpHandler handler) throws IOException {
        return open(handler, ServerLimits.of(handler));
    }

    /** Opens the next free port for clients who are borne with as {@code limits} say. */
    public synchronized LoopbackServer open(HttpHandler handler, ServerLimits limits) throws IOException {
        IOException failure = new IOException("no port is left below " + last);
        while (next < last) {
            try {
                var server = LoopbackServer.start(next++, handler, limits);
                servers.add(server);
                return server;
            } catch (IOException e) {
                failure = e; // taken by somebody else: the next one
            }
        }
        throw failure;
    }

    @Override
    public synchronized void close() {
        servers.forEach(LoopbackServer::close);
        servers.clear();
    }
}
