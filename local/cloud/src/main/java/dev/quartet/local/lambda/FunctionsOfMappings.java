package dev.quartet.local.lambda;

import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import dev.quartet.local.lambda.eventsource.MappedFunctions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The stack's functions for their event source mappings. Thread-safe. */
final class FunctionsOfMappings implements MappedFunctions {
    private final FunctionRegistry registry;
    private final Invocations invocations;
    private final RoleSessions roles;
    private final LambdaMetrics metrics;

    FunctionsOfMappings(FunctionRegistry registry, Invocations invocations, RoleSessions roles, LambdaMetrics metrics) {
        this.registry = registry;
        this.invocations = invocations;
        this.roles = roles;
        this.metrics = metrics;
    }

    @Override
    public MappedFunction function(String nameOrArn) {
        var target = target(nameOrArn);
        return new MappedFunction(
                target.invokedArn(),
                target.function().name(),
                roles.caller(target.version()),
                Duration.ofSeconds(target.version().timeout()));
    }

    @Override
    public FunctionInvoker.Result invoke(MappedFunction function, byte[] payload, String requestId) {
        var target = target(function.arn());
        LambdaLimits.requirePayload(payload, false);
        return invocations.run(target, payload, requestId, false).result(target);
    }

    @Override
    public void iteratorAge(MappedFunction function, double millis) {
        metrics.iteratorAge(target(function.arn()), millis);
    }

    @Override
    public void destinationFailed(MappedFunction function) {
        metrics.destinationFailed(target(function.arn()));
    }

    /** An alias with weights is routed anew each time. */
    private Target target(String nameOrArn) {
        return registry.target(
                FunctionName.parse(nameOrArn), ThreadLocalRandom.current().nextDouble());
    }
}
