package dev.quartet.local.apigateway;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What becomes of a non-proxy integration's answer. Immutable.
 *
 * @param selection matched against the integration's status; absent for the default one
 * @param parameters {@code method.response.header.X} to {@code 'static'} or {@code context.…}
 * @param templates bodies by content type
 */
record IntegrationResponse(
        int status, Optional<Pattern> selection, Map<String, String> parameters, Map<String, String> templates) {
    IntegrationResponse {
        parameters = Map.copyOf(parameters);
        templates = Map.copyOf(templates);
    }
}
