package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import dev.quartet.local.lambda.destination.Destinations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How functions, versions and aliases want their asynchronous invocations handled. Thread-safe. */
final class InvokeConfigs {
    /** What makes a configuration another one. */
    static final Set<String> IDENTITY = Set.of("functionName", "qualifier");

    private static final int LONGEST_AGE = 21_600;
    private static final int SHORTEST_AGE = 60;
    private static final int MOST_RETRIES = 2;

    private final FunctionRegistry registry;
    private final RoleSessions roles;
    private final Map<String, InvokeConfig> configs = new ConcurrentHashMap<>();
    private final Map<String, String> deadLetters = new ConcurrentHashMap<>();
    private volatile @Nullable Destinations destinations;

    InvokeConfigs(FunctionRegistry registry, RoleSessions roles) {
        this.registry = registry;
        this.roles = roles;
    }

    /** One configuration; what it leaves out is as Lambda has it: 2 retries, 6 hours. */
    record InvokeConfig(int retries, Duration age, Optional<String> onSuccess, Optional<String> onFailure) {
        static final InvokeConfig USUAL =
                new InvokeConfig(MOST_RETRIES, Duration.ofSeconds(LONGEST_AGE), Optional.empty(), Optional.empty());
    }

    /** Lets records go to {@code reachable} from now on. */
    void connect(Destinations reachable) {
        destinations = reachable;
    }

    Optional<Destinations> destinations() {
        return Optional.ofNullable(destinations);
    }

    InvokeConfig of(Target target) {
        return configs.getOrDefault(target.invokedArn(), InvokeConfig.USUAL);
    }

    Optional<String> deadLetter(Target target) {
        return Optional.ofNullable(deadLetters.get(target.function().name()));
    }

    /** Notes a new function's dead-letter queue or topic, if it has one. */
    void function(Inputs inputs, String name) {
        var target = inputs.block("deadLetterConfig").flatMap(config -> config.optionalString("targetArn"));
        target.ifPresent(arn -> {
            require(registry.target(FunctionName.parse(name), 0), arn);
            deadLetters.put(name, arn);
        });
    }

    /** Provisions {@code aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig}. */
    Provisioned provision(Registration registration) {
        var inputs = registration.inputs();
        var name = FunctionName.parse(inputs.string("functionName")).qualified(inputs.optionalString("qualifier"));
        var target = registry.target(name, 0);
        var config = inputs.block("destinationConfig");
        var invokeConfig = new InvokeConfig(
                range(inputs, "maximumRetryAttempts", 0, MOST_RETRIES, MOST_RETRIES),
                Duration.ofSeconds(range(inputs, "maximumEventAgeInSeconds", SHORTEST_AGE, LONGEST_AGE, LONGEST_AGE)),
                config.flatMap(block -> destination(block, "onSuccess")),
                config.flatMap(block -> destination(block, "onFailure")));
        invokeConfig.onSuccess().ifPresent(arn -> require(target, arn));
        invokeConfig.onFailure().ifPresent(arn -> require(target, arn));
        configs.put(target.invokedArn(), invokeConfig);
        var id = target.function().name() + target.qualifier().map(q -> ":" + q).orElse("");
        return Provisioned.running(id, Map.of());
    }

    private static Optional<String> destination(Inputs config, String on) {
        return config.block(on).flatMap(block -> block.optionalString("destination"));
    }

    private void require(Target target, String arn) {
        destinations().ifPresent(all -> all.requireRights(roles.caller(target.version()), arn));
    }

    private static int range(Inputs inputs, String property, int least, int most, int otherwise) {
        int value = inputs.optionalInteger(property).orElse(otherwise);
        if (value < least || value > most) {
            throw new AwsException(
                    "InvalidParameterValueException",
                    400,
                    "%s %d; allowed are %d to %d".formatted(property, value, least, most));
        }
        return value;
    }
}
