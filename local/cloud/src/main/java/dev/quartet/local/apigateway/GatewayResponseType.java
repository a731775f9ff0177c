package dev.quartet.local.apigateway;

/**
 * What API Gateway answers by itself, with its default status and message.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
enum GatewayResponseType {
    ACCESS_DENIED(403, "User is not authorized to access this resource", "AccessDeniedException"),
    API_CONFIGURATION_ERROR(500, "Internal server error", "InternalServerErrorException"),
    AUTHORIZER_CONFIGURATION_ERROR(500, "Internal server error", "AuthorizerConfigurationException"),
    AUTHORIZER_FAILURE(500, "Internal server error", "AuthorizerFailureException"),
    BAD_REQUEST_BODY(400, "Invalid request body", "BadRequestException"),
    BAD_REQUEST_PARAMETERS(400, "Bad request", "BadRequestException"),
    DEFAULT_4XX(400, "Bad request", "BadRequestException"),
    DEFAULT_5XX(500, "Internal server error", "InternalServerErrorException"),
    EXPIRED_TOKEN(403, "The security token included in the request is expired", "ExpiredTokenException"),
    INTEGRATION_FAILURE(504, "Internal server error", "InternalServerErrorException"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out", "InternalServerErrorException"),
    INVALID_API_KEY(403, "Forbidden", "ForbiddenException"),
    INVALID_SIGNATURE(403, "The request signature is invalid", "InvalidSignatureException"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    QUOTA_EXCEEDED(429, "Limit Exceeded", "LimitExceededException"),
    REQUEST_TOO_LARGE(413, "Request Too Long", "RequestTooLargeException"),
    RESOURCE_NOT_FOUND(404, "Not Found", "NotFoundException"),
    THROTTLED(429, "Too Many Requests", "TooManyRequestsException"),
    UNAUTHORIZED(401, "Unauthorized", "UnauthorizedException"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type", "BadRequestException"),
    WAF_FILTERED(403, "Forbidden", "ForbiddenException");

    private final int status;
    private final String message;
    private final String errorType;

    GatewayResponseType(int status, String message, String errorType) {
        this.status = status;
        this.message = message;
        this.errorType = errorType;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** Returns the value of the header {@code x-amzn-ErrorType}. */
    String errorType() {
        return errorType;
    }
}
