package dev.quartet.local.apigateway;

import java.util.Map;
import java.util.Optional;

/**
 * A method as the program declared it. Immutable.
 *
 * @param requestParameters {@code method.request.path.id} and its like; true when required
 * @param requestModels model names by content type
 */
record MethodDefinition(
        MethodKey key,
        Optional<String> authorizerId,
        Map<String, Boolean> requestParameters,
        Map<String, String> requestModels,
        Optional<String> requestValidatorId) {
    MethodDefinition {
        requestParameters = Map.copyOf(requestParameters);
        requestModels = Map.copyOf(requestModels);
    }
}
