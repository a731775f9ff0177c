package dev.quartet.local.core;

import java.util.Map;

/** Answers one of the provider's functions ({@code aws:index/getCallerIdentity:getCallerIdentity}, …). */
@FunctionalInterface
public interface FunctionHandler {
    /** Returns the function's result for {@code arguments}; throws {@link ProvisionException} when it cannot. */
    Map<String, Object> call(Inputs arguments);
}
