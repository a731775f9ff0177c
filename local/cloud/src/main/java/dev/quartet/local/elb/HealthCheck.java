package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;

/**
 * How targets of a group are checked. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">AWS</a>.
 *
 * @param healthy how many checks in a row make an unhealthy target healthy
 * @param unhealthy how many failures in a row make a healthy target unhealthy
 */
record HealthCheck(
        String path, Duration interval, Duration timeout, int healthy, int unhealthy, StatusMatcher matcher) {
    private static final int MOST_SECONDS = 300;

    HealthCheck {
        requireNonNull(path, "path is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(matcher, "matcher is null");
    }

    /** Reads a target group's {@code healthCheck} block, an empty one for AWS's defaults. */
    static HealthCheck read(Inputs check) {
        var protocol = check.optionalString("protocol").orElse("HTTP");
        if (!protocol.equals("HTTP")) {
            throw new ProvisionException("%s: protocol '%s': the local cloud checks health by HTTP alone"
                    .formatted(check.owner(), protocol));
        }
        var path = check.optionalString("path").orElse("/");
        if (!path.startsWith("/") || path.length() > 1024) {
            throw new ProvisionException(
                    "%s: ValidationError: Health check path '%s' must begin with a '/' and have 1024 characters at most"
                            .formatted(check.owner(), path));
        }
        var port = check.optionalString("port").orElse("traffic-port");
        if (!port.equals("traffic-port")) {
            throw new ProvisionException("%s: port '%s': the local cloud's targets have one port each: 'traffic-port'"
                    .formatted(check.owner(), port));
        }
        int interval = within(check, "interval", 30, 5, MOST_SECONDS);
        int timeout = within(check, "timeout", 5, 2, 120);
        if (timeout >= interval) {
            throw new ProvisionException(
                    "%s: ValidationError: Health check timeout '%d' must be smaller than the interval '%d'"
                            .formatted(check.owner(), timeout, interval));
        }
        return new HealthCheck(
                path,
                Duration.ofSeconds(interval),
                Duration.ofSeconds(timeout),
                within(check, "healthyThreshold", 5, 2, 10),
                within(check, "unhealthyThreshold", 2, 2, 10),
                StatusMatcher.parse(
                        check.owner(), check.optionalString("matcher").orElse("200")));
    }

    /** Returns one whose times are {@code pace} times as long. */
    HealthCheck paced(double pace) {
        return new HealthCheck(path, times(interval, pace), timeout, healthy, unhealthy, matcher);
    }

    static Duration times(Duration duration, double pace) {
        return Duration.ofNanos((long) (duration.toNanos() * pace));
    }

    private static int within(Inputs check, String property, int byDefault, int least, int most) {
        int value = check.optionalInteger(property).orElse(byDefault);
        if (value < least || value > most) {
            throw new ProvisionException("%s: ValidationError: %s '%d' must be %d to %d"
                    .formatted(check.owner(), property, value, least, most));
        }
        return value;
    }
}
