package dev.quartet.functions.testing;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;

/** Lambda's context of an invocation. */
public final class Contexts {
    /** The id of every request. */
    public static final String REQUEST_ID = "request-1";

    private Contexts() {}

    /** @param remainingMillis until the function's time-out */
    public static Context of(int remainingMillis) {
        return (Context) Proxy.newProxyInstance(
                Contexts.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getAwsRequestId" -> REQUEST_ID;
                    case "getRemainingTimeInMillis" -> remainingMillis;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
