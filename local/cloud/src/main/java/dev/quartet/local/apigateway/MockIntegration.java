package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.JsonText;
import dev.quartet.local.apigateway.shared.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A MOCK integration: its request template gives the status that selects a response. Thread-safe. */
final class MockIntegration implements Integration {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEADER = "method.response.header.";
    private static final String TYPE = "application/json";

    private final Template request;
    private final List<IntegrationResponse> responses;

    MockIntegration(Map<String, String> requestTemplates, List<IntegrationResponse> responses) {
        this.request = Template.parse(requestTemplates.getOrDefault(TYPE, "{}"));
        this.responses = List.copyOf(responses);
    }

    @Override
    public ApiResponse call(ApiCall call) {
        var variables = new CallVariables(call);
        int status = status(request.render(variables, JsonText::escape, ""));
        var response = responses.stream()
                .filter(candidate -> candidate.selection().isPresent()
                        && candidate
                                .selection()
                                .get()
                                .matcher(String.valueOf(status))
                                .matches())
                .findFirst()
                .or(() ->
                        responses.stream().filter(r -> r.selection().isEmpty()).findFirst())
                .orElseThrow(() -> RequestFailure.integration(
                        GatewayResponseType.API_CONFIGURATION_ERROR,
                        500,
                        "Execution failed due to configuration error: No match for output mapping and no default"
                                + " output mapping configured. Endpoint Response Status Code: " + status));
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var parameter : response.parameters().entrySet()) {
            var value = ParameterValue.of(parameter.getValue(), call, variables);
            if (value != null && parameter.getKey().startsWith(HEADER)) {
                fields.add(Map.entry(parameter.getKey().substring(HEADER.length()), value));
            }
        }
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Content-Type"))) {
            fields.add(Map.entry("Content-Type", TYPE));
        }
        UnaryOperator<String> escape = JsonText::escape;
        var body = Template.parse(response.templates().getOrDefault(TYPE, "")).render(variables, escape, "");
        return new ApiResponse(response.status(), fields, body.getBytes(StandardCharsets.UTF_8));
    }

    private static int status(String rendered) {
        try {
            var status = JSON.readTree(rendered).get("statusCode");
            if (status != null && status.isInt()) {
                return status.intValue();
            }
        } catch (JacksonException e) {
            throw RequestFailure.integration(
                    GatewayResponseType.API_CONFIGURATION_ERROR,
                    500,
                    "Execution failed due to configuration error: Unable to parse the mock's request template: "
                            + e.getOriginalMessage());
        }
        throw RequestFailure.integration(
                GatewayResponseType.API_CONFIGURATION_ERROR,
                500,
                "Execution failed due to configuration error: the mock's request template gives no statusCode");
    }
}
