package dev.quartet.local.apigateway;

import org.jspecify.annotations.Nullable;

/** Answers {@code $context} and {@code $stageVariables} variables. */
@FunctionalInterface
interface Variables {
    /** Returns the value of {@code name} ({@code context.requestId}, {@code stageVariables.alias}), or null. */
    @Nullable
    String value(String name);
}
