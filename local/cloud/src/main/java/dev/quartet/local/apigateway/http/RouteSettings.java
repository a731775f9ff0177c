package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.Optional;

/**
 * Throttling and metrics of one route, or of all that have none of their own. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html Immutable.
 *
 * @param throttling absent where only the account's own limits count, which are not emulated
 */
record RouteSettings(Optional<Throttling> throttling, boolean detailedMetrics) {
    /** A stage without settings. */
    static final RouteSettings NONE = new RouteSettings(Optional.empty(), false);

    /** {@code rate} requests a second, {@code burst} at once. */
    record Throttling(double rate, int burst) {}

    static RouteSettings of(Inputs settings) {
        var rate = settings.optionalNumber("throttlingRateLimit");
        var burst = settings.optionalInteger("throttlingBurstLimit");
        if (rate.isEmpty() || burst.isEmpty()) {
            throw new ProvisionException(
                    ("%s: throttlingRateLimit and throttlingBurstLimit must both be given: what is left out becomes 0 on"
                                    + " AWS, and every request is then answered with 429")
                            .formatted(settings.owner()));
        }
        if (rate.get() < 0 || burst.getAsInt() < 0) {
            throw new ProvisionException("%s: BadRequestException: throttling limits must not be negative: %s, %d"
                    .formatted(settings.owner(), rate.get(), burst.getAsInt()));
        }
        return new RouteSettings(
                Optional.of(new Throttling(rate.get(), burst.getAsInt())),
                settings.flag("detailedMetricsEnabled", false));
    }
}
