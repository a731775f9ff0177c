package dev.quartet.local.apigateway.shared;

import org.jspecify.annotations.Nullable;

/** Answers {@code $context} and {@code $stageVariables} variables. */
@FunctionalInterface
public interface Variables {
    /** Returns the value of {@code name} ({@code context.requestId}, {@code stageVariables.alias}), or null. */
    @Nullable
    String value(String name);
}
