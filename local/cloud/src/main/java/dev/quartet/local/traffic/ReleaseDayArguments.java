package dev.quartet.local.traffic;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of a release day on the command line. */
final class ReleaseDayArguments {
    @Option(
            names = "--release-day",
            required = true,
            description = "Instead of all that: publishes a release and lets clients download it.")
    private boolean releaseDay;

    @Option(
            names = "--clients",
            paramLabel = "COUNT",
            description = "Of a release day (default: ${DEFAULT-VALUE}).",
            defaultValue = ReleaseDayOptions.CLIENTS)
    private int clients;

    @Option(
            names = "--size",
            paramLabel = "MB",
            description = "Of the release (default: ${DEFAULT-VALUE}).",
            defaultValue = ReleaseDayOptions.MEGABYTES)
    private int megabytes;

    @Option(
            names = "--minutes",
            paramLabel = "COUNT",
            description = "How long a release day is (default: ${DEFAULT-VALUE}).",
            defaultValue = ReleaseDayOptions.MINUTES)
    private double minutes;

    @Option(
            names = "--whole",
            paramLabel = "PERCENT",
            description = {
                "How many clients download all of it, in ranges (default: ${DEFAULT-VALUE});",
                "the others download 8 MiB of it, as differential updates do."
            },
            defaultValue = ReleaseDayOptions.WHOLE_PERCENT)
    private int wholePercent;

    @Option(
            names = "--slow",
            paramLabel = "COUNT",
            description = "Clients besides who hold a download all day at 4 kB a second (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int slowClients;

    @Option(names = "--origin-only", description = "Sends the same load straight to the load balancer.")
    private boolean originOnly;

    @Option(names = "--compare", description = "One day by the edge, then one without it, side by side.")
    private boolean compare;

    ReleaseDayOptions options() {
        if (!releaseDay) {
            throw new IllegalArgumentException("--clients, --size and the like belong to --release-day");
        }
        if (originOnly && compare) {
            throw new IllegalArgumentException("--origin-only and --compare exclude each other");
        }
        var path = compare
                ? ReleaseDayOptions.Path.BOTH
                : originOnly ? ReleaseDayOptions.Path.ORIGIN : ReleaseDayOptions.Path.EDGE;
        return new ReleaseDayOptions(
                clients, megabytes, Duration.ofMillis((long) (minutes * 60_000)), wholePercent, slowClients, path);
    }
}
