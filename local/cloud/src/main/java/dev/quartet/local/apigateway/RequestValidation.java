package dev.quartet.local.apigateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A method's request validation, compiled. Thread-safe. */
final class RequestValidation {
    private static final String DEFAULT_TYPE = "application/json";
    private static final String ANY_TYPE = "$default";

    private final List<RequestParameter> required;
    private final Map<String, ModelSchema> models;

    /**
     * Creates it.
     *
     * @param required parameters that must be there and not be blank
     * @param models by content type, lower case
     */
    RequestValidation(List<RequestParameter> required, Map<String, ModelSchema> models) {
        this.required = List.copyOf(required);
        this.models = Map.copyOf(models);
    }

    /** Throws {@link RequestFailure} 400 when {@code call} lacks a parameter or has a body that its model refuses. */
    void validate(ApiCall call) {
        if (!required.isEmpty()) {
            requireParameters(call);
        }
        if (models.isEmpty()) {
            return;
        }
        // A content type without a model skips validation, as on AWS: the function must validate for itself.
        var model = models.get(contentType(call));
        if (model == null) {
            model = models.get(ANY_TYPE);
        }
        if (model != null) {
            model.validate(call.body());
        }
    }

    private void requireParameters(ApiCall call) {
        var missing = required.stream()
                .filter(parameter -> {
                    var value = parameter.value(call);
                    return value == null || value.isBlank();
                })
                .map(RequestParameter::name)
                .toList();
        if (!missing.isEmpty()) {
            throw RequestFailure.of(
                    GatewayResponseType.BAD_REQUEST_PARAMETERS,
                    "Missing required request parameters: [" + String.join(", ", missing) + "]");
        }
    }

    private static String contentType(ApiCall call) {
        var type = call.exchange().header("content-type").orElse(DEFAULT_TYPE);
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
