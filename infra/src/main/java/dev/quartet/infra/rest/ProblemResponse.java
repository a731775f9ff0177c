package dev.quartet.infra.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What API Gateway itself answers, as problem+json (RFC 9457). The templates know substitution only; {@code
 * $context.error.messageString} brings its own quotes. The two defaults stand for several statuses and name none.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">AWS</a>
 */
record ProblemResponse(String type, Optional<Integer> status, String title, String detail) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MESSAGE = "\"$context.error.messageString\"";

    static final List<ProblemResponse> ALL = List.of(
            of("DEFAULT_4XX", "Request refused", MESSAGE),
            of("DEFAULT_5XX", "The service failed", "The request could not be answered. Try again."),
            of("BAD_REQUEST_BODY", 400, "Bad request", "$context.error.validationErrorString"),
            of("BAD_REQUEST_PARAMETERS", 400, "Bad request", MESSAGE),
            of(
                    "UNAUTHORIZED",
                    401,
                    "Unauthorized",
                    "The Authorization header must bear a valid ID token of this API's user pool."),
            of("EXPIRED_TOKEN", 401, "Unauthorized", "The token has expired."),
            of("ACCESS_DENIED", 403, "Forbidden", MESSAGE),
            of("MISSING_AUTHENTICATION_TOKEN", 404, "Not found", "This API has no such path and method."),
            of("RESOURCE_NOT_FOUND", 404, "Not found", "This API has no such path."),
            of("REQUEST_TOO_LARGE", 413, "Content too large", "The request is larger than 10 MB."),
            of("UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported media type", MESSAGE),
            of("THROTTLED", 429, "Too many requests", "The request rate is above this API's limit. Try again shortly."),
            of("INTEGRATION_TIMEOUT", 504, "Gateway timeout", "The function did not answer in time."));

    private static ProblemResponse of(String type, int status, String title, String detail) {
        return new ProblemResponse(type, Optional.of(status), title, detail);
    }

    private static ProblemResponse of(String type, String title, String detail) {
        return new ProblemResponse(type, Optional.empty(), title, detail);
    }

    /** Returns the body's template. */
    String template() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        status.ifPresent(code -> problem.put("status", code));
        problem.put("detail", detail);
        return JSON.writeValueAsString(problem)
                .replace("\"\\\"$context.error.messageString\\\"\"", "$context.error.messageString");
    }
}
