package dev.quartet.local.elb;

import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.http.ServerLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loopback port, behind which a listener stands sooner or later. Thread-safe. */
final class Door implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(Door.class);

    /** See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
    private static final int HEADER_BYTES = 64 * 1024;

    private final Clock clock;
    private volatile @Nullable Listener listener;
    private volatile @Nullable LoopbackServer server;

    private Door(Clock clock) {
        this.clock = clock;
    }

    /** Opens the next free port; connections that stand still for {@code idle} are closed. */
    static Door open(FrontDoors doors, Clock clock, Duration idle) {
        var door = new Door(clock);
        try {
            door.server = doors.open(door, new ServerLimits(idle, HEADER_BYTES));
            return door;
        } catch (IOException e) {
            throw new ProvisionException("no port for a load balancer: " + e.getMessage(), e);
        }
    }

    int port() {
        return open().port();
    }

    /** Returns how many connections are open. */
    int connections() {
        return open().connections();
    }

    private LoopbackServer open() {
        var open = server;
        if (open == null) {
            throw new IllegalStateException("the door is not open yet");
        }
        return open;
    }

    URI url() {
        return URI.create("http://" + LoopbackServer.ADDRESS + ":" + port());
    }

    /** Puts {@code behind} behind it. */
    void listener(Listener behind) {
        listener = behind;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var behind = listener;
        if (behind == null) { // on AWS nothing listens there
            exchange.abort();
            return;
        }
        var call = new Call(exchange, behind, clock.instant());
        try {
            answer(call);
        } catch (RuntimeException e) {
            if (exchange.responded()) {
                throw e;
            }
            log.error("{} {} failed", exchange.method(), exchange.rawPath(), e);
            Answers.own(call, 500);
        }
    }

    private static void answer(Call call) throws IOException {
        if (call.forwardedTooOften()) {
            Answers.own(call, 463);
            return;
        }
        switch (call.listener().match(call).action()) {
            case Action.FixedResponse fixed -> Answers.fixed(call, fixed);
            case Action.Redirect redirect -> Answers.redirect(call, redirect);
            case Action.Forward forward -> {
                var group = forward.pick();
                if (group.isEmpty()) {
                    Answers.own(call, 503);
                } else {
                    group.get().backend().forward(call);
                }
            }
        }
    }
}
