package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.JsonText;
import dev.quartet.local.apigateway.shared.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's gateway responses: the type's own, else DEFAULT_4XX or DEFAULT_5XX, else AWS's. Immutable.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
final class GatewayResponses {
    private static final String JSON = "application/json";
    private static final String HEADER = "gatewayresponse.header.";
    private static final Template DEFAULT = Template.parse("{\"message\":$context.error.messageString}");

    private final Map<GatewayResponseType, GatewayResponse> custom;

    GatewayResponses(Map<GatewayResponseType, GatewayResponse> custom) {
        this.custom = new EnumMap<>(GatewayResponseType.class);
        this.custom.putAll(custom);
    }

    /** Returns the answer to {@code call} for {@code failure}. */
    ApiResponse render(ApiCall call, RequestFailure failure) {
        var response = find(failure);
        var variables = new CallVariables(call);
        int status = response == null ? failure.status() : response.status().orElse(failure.status());
        var fields = new ArrayList<Map.Entry<String, String>>();
        var type = JSON;
        var template = DEFAULT;
        if (response != null) {
            if (!response.templates().isEmpty()) {
                type = choose(call, response.templates());
                template = response.templates().getOrDefault(type, DEFAULT);
            }
            for (var parameter : response.parameters().entrySet()) {
                var value = ParameterValue.of(parameter.getValue(), call, variables);
                if (value != null && parameter.getKey().startsWith(HEADER)) {
                    fields.add(Map.entry(parameter.getKey().substring(HEADER.length()), value));
                }
            }
        }
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Content-Type"))) {
            fields.add(Map.entry("Content-Type", type));
        }
        fields.add(Map.entry("x-amzn-ErrorType", failure.type().errorType()));
        UnaryOperator<String> escape = type.contains("json") ? JsonText::escape : UnaryOperator.identity();
        var body = template.render(variables, escape, "");
        return new ApiResponse(status, List.copyOf(fields), body.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable GatewayResponse find(RequestFailure failure) {
        var own = custom.get(failure.type());
        if (own != null) {
            return own;
        }
        return custom.get(failure.status() < 500 ? GatewayResponseType.DEFAULT_4XX : GatewayResponseType.DEFAULT_5XX);
    }

    /** Returns the template's content type: one that the client names, else JSON, else any. */
    private static String choose(ApiCall call, Map<String, Template> templates) {
        for (var accepted : call.exchange().header("accept").orElse("").split(",")) {
            var type = accepted.split(";")[0].strip();
            if (templates.containsKey(type)) {
                return type;
            }
        }
        return templates.containsKey(JSON)
                ? JSON
                : templates.keySet().stream().sorted().findFirst().orElse(JSON);
    }
}
