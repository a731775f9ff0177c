package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a viewer-request function sees and may change (the method and the read-only headers excepted).
 *
 * @param uri percent-encoded path with its leading slash
 * @param query as it stood on the request line, without the question mark; null for none
 * @param headers as they came, cookies in {@code Cookie}
 */
public record ViewerRequest(
        String method, String uri, @Nullable String query, Headers headers) implements ViewerRequestFunction.Outcome {
    public ViewerRequest {
        requireNonNull(method, "method is null");
        requireNonNull(uri, "uri is null");
        requireNonNull(headers, "headers is null");
    }
}
