package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Variables;
import org.jspecify.annotations.Nullable;

/** The right-hand side of a response parameter mapping. */
final class ParameterValue {
    private ParameterValue() {}

    /** Returns if {@code expression} is one that is understood here. */
    static boolean known(String expression) {
        return literal(expression) != null
                || expression.startsWith("context.")
                || expression.startsWith("stageVariables.")
                || expression.startsWith("method.request.");
    }

    /** Returns the value of {@code 'static'}, {@code context.x}, {@code stageVariables.x} or {@code method.request.…}. */
    static @Nullable String of(String expression, ApiCall call, Variables variables) {
        var literal = literal(expression);
        if (literal != null) {
            return literal;
        }
        if (expression.startsWith("method.request.")) {
            var value = RequestParameter.parse("a gateway response", expression).value(call);
            // a client's value becomes a header: nothing that could end one may pass
            return value == null ? null : value.replaceAll("\\p{Cntrl}", " ");
        }
        return variables.value(expression);
    }

    private static @Nullable String literal(String expression) {
        return expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'")
                ? expression.substring(1, expression.length() - 1)
                : null;
    }
}
