package dev.quartet.local.apigateway;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stage's settings for one method, or for all of them; absent means not said.
 * See https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html Immutable.
 */
record MethodSettings(
        Optional<Boolean> cachingEnabled,
        Optional<Duration> cacheTtl,
        Optional<Boolean> requireAuthorizationForCacheControl,
        Optional<UnauthorizedCacheControl> unauthorizedCacheControl,
        Optional<Double> throttlingRate,
        Optional<Integer> throttlingBurst,
        Optional<Boolean> metricsEnabled,
        Optional<LoggingLevel> loggingLevel) {
    /** What is done about {@code max-age=0} from somebody who may not. */
    enum UnauthorizedCacheControl {
        FAIL_WITH_403,
        SUCCEED_WITH_RESPONSE_HEADER,
        SUCCEED_WITHOUT_RESPONSE_HEADER
    }

    /** How much the execution log says. */
    enum LoggingLevel {
        OFF,
        ERROR,
        INFO
    }

    static final MethodSettings NONE = new MethodSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final int MAX_TTL_SECONDS = 3600;

    static MethodSettings of(Inputs settings) {
        var ttl = settings.optionalInteger("cacheTtlInSeconds");
        if (ttl.isPresent() && (ttl.getAsInt() < 0 || ttl.getAsInt() > MAX_TTL_SECONDS)) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid cache TTL %d; allowed is 0 to %d seconds (0 turns caching off)"
                            .formatted(settings.owner(), ttl.getAsInt(), MAX_TTL_SECONDS));
        }
        var burst = settings.optionalInteger("throttlingBurstLimit");
        return new MethodSettings(
                flag(settings, "cachingEnabled"),
                ttl.isPresent() ? Optional.of(Duration.ofSeconds(ttl.getAsInt())) : Optional.empty(),
                flag(settings, "requireAuthorizationForCacheControl"),
                choice(settings, "unauthorizedCacheControlHeaderStrategy", UnauthorizedCacheControl.class),
                settings.optionalNumber("throttlingRateLimit").filter(rate -> rate >= 0), // -1 is Terraform's "not set"
                burst.isPresent() && burst.getAsInt() >= 0 ? Optional.of(burst.getAsInt()) : Optional.empty(),
                flag(settings, "metricsEnabled"),
                choice(settings, "loggingLevel", LoggingLevel.class));
    }

    private static Optional<Boolean> flag(Inputs settings, String property) {
        return settings.has(property) ? Optional.of(settings.flag(property, false)) : Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> choice(Inputs settings, String property, Class<E> type) {
        return settings.optionalString(property).map(text -> {
            try {
                return Enum.valueOf(type, text);
            } catch (IllegalArgumentException e) {
                throw new ProvisionException(
                        "%s: BadRequestException: %s is %s; allowed are %s"
                                .formatted(settings.owner(), property, text, Arrays.toString(type.getEnumConstants())),
                        e);
            }
        });
    }
}
