package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Template;
import java.util.Map;
import java.util.Optional;

/**
 * One customised gateway response as the program declared it. Immutable.
 *
 * @param parameters {@code gatewayresponse.header.X} to {@code 'static'}, {@code context.…} or {@code method.request.…}
 * @param templates by content type
 */
record GatewayResponse(Optional<Integer> status, Map<String, String> parameters, Map<String, Template> templates) {
    GatewayResponse {
        parameters = Map.copyOf(parameters);
        templates = Map.copyOf(templates);
    }
}
