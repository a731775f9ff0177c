package dev.quartet.local.apigateway;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One method of a deployment, ready to serve. Immutable; compared by identity. */
final class Route {
    private final String resourceId;
    private final String resourcePath;
    private final String httpMethod;
    private final @Nullable CognitoAuthorizer authorizer;
    private final RequestValidation validation;
    private final Integration integration;
    private final CacheKey cacheKey;

    Route(
            MethodDefinition method,
            String resourcePath,
            Optional<CognitoAuthorizer> authorizer,
            RequestValidation validation,
            Integration integration,
            CacheKey cacheKey) {
        this.resourceId = method.key().resourceId();
        this.httpMethod = method.key().httpMethod();
        this.resourcePath = resourcePath;
        this.authorizer = authorizer.orElse(null);
        this.validation = validation;
        this.integration = integration;
        this.cacheKey = cacheKey;
    }

    String resourceId() {
        return resourceId;
    }

    /** Returns the path with its parameters' names, {@code /todos/{id}}. */
    String resourcePath() {
        return resourcePath;
    }

    /** Returns the method as declared; may be {@code ANY}. */
    String httpMethod() {
        return httpMethod;
    }

    RequestValidation validation() {
        return validation;
    }

    Integration integration() {
        return integration;
    }

    CacheKey cacheKey() {
        return cacheKey;
    }

    /** Lets {@code call} pass when its method needs no authorizer or the authorizer agrees. */
    void authorize(ApiCall call) {
        if (authorizer != null) {
            call.authorized(authorizer.claims(call));
        }
    }
}
