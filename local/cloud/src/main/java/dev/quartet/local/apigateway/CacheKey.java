package dev.quartet.local.apigateway;

import java.util.List;

/**
 * What tells the cached answers of one method apart: nothing but its declared key parameters, as on AWS. The path is
 * part of it only where a path parameter is declared. Immutable.
 */
record CacheKey(String namespace, String httpMethod, List<RequestParameter> parameters) {
    CacheKey {
        parameters = List.copyOf(parameters);
    }

    /** Returns the key of {@code call}; lengths keep values from running into one another. */
    String of(ApiCall call) {
        var key = new StringBuilder(128).append(namespace).append(' ').append(httpMethod);
        for (var parameter : parameters) {
            var value = parameter.value(call);
            if (value == null) {
                key.append("\n-");
            } else {
                key.append('\n').append(value.length()).append(':').append(value);
            }
        }
        return key.toString();
    }
}
