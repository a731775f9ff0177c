package dev.quartet.local.traffic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A release day. Immutable.
 *
 * @param clients who want the release, 1 to 100,000
 * @param megabytes of the release, 1 to 5,000
 * @param length how long it lasts, a second to a day; clients come within the first two thirds
 * @param wholePercent of the clients download all of it, the others eight blocks, as differential updates do; 0 to 100
 * @param slowClients who download so slowly that they never come to an end, 0 to 20,000
 * @param path by which they come
 */
public record ReleaseDayOptions(
        int clients, int megabytes, Duration length, int wholePercent, int slowClients, Path path) {
    static final String CLIENTS = "2000";
    static final String MEGABYTES = "200";
    static final String MINUTES = "6";
    static final String WHOLE_PERCENT = "5";

    /** By which way clients come. */
    public enum Path {
        EDGE,
        ORIGIN,
        /** One day by the edge, then one without it. */
        BOTH
    }

    public ReleaseDayOptions {
        within("clients", clients, 1, 100_000);
        within("megabytes", megabytes, 1, 5_000);
        within("percent of whole downloads", wholePercent, 0, 100);
        within("slow clients", slowClients, 0, 20_000);
        requireNonNull(path, "path is null");
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the length is %s; allowed is a second to a day".formatted(length));
        }
    }

    long bytes() {
        return megabytes * 1_000_000L;
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: %d; allowed is %d to %d".formatted(name, value, least, most));
        }
    }
}
