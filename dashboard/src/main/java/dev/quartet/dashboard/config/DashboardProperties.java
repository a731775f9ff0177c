package dev.quartet.dashboard.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code quartet}.
 *
 * @param exports where the stack's exports are, when they are in a file
 * @param stack whose exports are read from SSM parameters, when they are not in a file
 * @param region of those parameters; the default credentials chain's region where absent
 * @param pollInterval how often what is looked at is read; 60 s on AWS, 5 s against a local endpoint where absent
 * @param settling how long values may still change; 10 minutes on AWS, none against a local endpoint where absent
 */
@ConfigurationProperties("quartet")
public record DashboardProperties(
        @DefaultValue Exports exports,
        @Nullable String stack,
        @Nullable String region,
        @Nullable Duration pollInterval,
        @Nullable Duration settling,
        @DefaultValue Access access) {
    private static final Pattern STACK = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    public DashboardProperties {
        boolean file = exports.file() != null;
        if (file == (stack != null)) {
            throw new IllegalArgumentException(
                    "Set either quartet.exports.file (a JSON file, such as .quartet/local/exports.json) or quartet.stack (the exports are"
                            + " then read from the SSM parameters under /quartet/<stack>/exports); "
                            + (file ? "both are set" : "neither is set"));
        }
        if (stack != null && !STACK.matcher(stack).matches()) {
            throw new IllegalArgumentException(
                    "quartet.stack is '%s'; allowed are 1 to 100 of A-Z a-z 0-9 _ . -".formatted(stack));
        }
        if (pollInterval != null && pollInterval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "quartet.poll-interval is %s; allowed is 1 s or more".formatted(pollInterval));
        }
        if (settling != null && settling.isNegative()) {
            throw new IllegalArgumentException("quartet.settling is %s; allowed is 0 or more".formatted(settling));
        }
    }

    /** A file that {@code ./quartet up} writes; it may appear after the dashboard has started. */
    public record Exports(@Nullable Path file) {}
}
