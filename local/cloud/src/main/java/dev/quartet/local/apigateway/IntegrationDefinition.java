package dev.quartet.local.apigateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An integration as the program declared it. Immutable.
 *
 * @param function the function's ARN of an {@code AWS_PROXY} integration; absent for {@code MOCK}
 * @param cacheKeyParameters {@code method.request.…} expressions
 * @param requestTemplates by content type
 */
record IntegrationDefinition(
        Optional<String> function,
        List<String> cacheKeyParameters,
        String cacheNamespace,
        Duration timeout,
        Map<String, String> requestTemplates) {
    IntegrationDefinition {
        cacheKeyParameters = List.copyOf(cacheKeyParameters);
        requestTemplates = Map.copyOf(requestTemplates);
    }
}
