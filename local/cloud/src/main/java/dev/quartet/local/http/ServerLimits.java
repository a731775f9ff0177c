package dev.quartet.local.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a server bears with.
 *
 * @param idle how long a connection may stand still; zero for ever
 * @param headerBytes the most that a request's line and headers may take
 */
public record ServerLimits(Duration idle, int headerBytes) {
    /** What is usual behind the gateway and for APIs. */
    public static final ServerLimits USUAL = new ServerLimits(Duration.ofSeconds(65), 16 * 1024);

    /** CloudFront takes requests of up to 32,768 bytes and answers larger ones itself. */
    static final ServerLimits EDGE = new ServerLimits(Duration.ofSeconds(65), 40 * 1024);

    /** Clients wait for an answer for ever, as Lambda's runtimes do. */
    static final ServerLimits PATIENT = new ServerLimits(Duration.ZERO, 16 * 1024);

    /** Returns what is right for {@code handler} when nobody says otherwise. */
    static ServerLimits of(HttpHandler handler) {
        return handler instanceof PromptHandler ? EDGE : USUAL;
    }

    public ServerLimits {
        requireNonNull(idle, "idle is null");
    }
}
