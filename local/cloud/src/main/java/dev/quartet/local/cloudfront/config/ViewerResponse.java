package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a function made or changed.
 *
 * @param headers Set-Cookie once a cookie
 * @param body null for none; of a viewer-response function's result, null keeps what the edge has
 */
public record ViewerResponse(int status, Headers headers, byte @Nullable [] body)
        implements ViewerRequestFunction.Outcome {
    // Not the compact form: its parameters lose the annotation of an array.
    public ViewerResponse(int status, Headers headers, byte @Nullable [] body) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status %d must be 100 to 599".formatted(status));
        }
        this.status = status;
        this.headers = requireNonNull(headers, "headers is null");
        this.body = body;
    }
}
