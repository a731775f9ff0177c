package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The functions of the stack. Thread-safe. */
final class FunctionRegistry {
    private final CloudContext context;
    private final Map<String, LambdaFunction> functions = new ConcurrentSkipListMap<>();

    FunctionRegistry(CloudContext context) {
        this.context = context;
    }

    /** Adds a function; throws {@code ResourceConflictException} when there is one of that name. */
    void add(LambdaFunction function) {
        if (functions.putIfAbsent(function.name(), function) != null) {
            throw new AwsException("ResourceConflictException", 409, "Function already exist: " + function.name());
        }
    }

    List<LambdaFunction> all() {
        return List.copyOf(functions.values());
    }

    Optional<LambdaFunction> find(FunctionName name) {
        return Optional.ofNullable(functions.get(name.name()));
    }

    /** Returns the function; throws {@code ResourceNotFoundException} when there is none of that name. */
    LambdaFunction function(FunctionName name) {
        return find(name).orElseThrow(() -> notFound(arn(name)));
    }

    /** Returns the version that {@code name} means; an alias with weights is routed by {@code dice}. */
    Target target(FunctionName name, double dice) {
        var function = function(name);
        if (name.qualifier().isEmpty()) {
            return new Target(function, Optional.empty(), function.latest(), Optional.empty());
        }
        var qualifier = name.qualifier().get();
        var alias = function.alias(qualifier);
        var version = function.version(alias.map(a -> a.route(dice)).orElse(qualifier))
                .orElseThrow(() -> notFound(arn(name)));
        return new Target(function, name.qualifier(), version, alias);
    }

    /** Returns the ARN, whether there is such a function or not. */
    String arn(FunctionName name) {
        return context.arn("lambda", "function:" + name.name())
                + name.qualifier().map(q -> ":" + q).orElse("");
    }

    private static AwsException notFound(String arn) {
        return new AwsException("ResourceNotFoundException", 404, "Function not found: " + arn);
    }

    /** What a call is to run. */
    record Target(LambdaFunction function, Optional<String> qualifier, FunctionVersion version, Optional<Alias> alias) {
        /** Returns the ARN as the caller named it. */
        String invokedArn() {
            return function.qualifiedArn(qualifier);
        }
    }
}
