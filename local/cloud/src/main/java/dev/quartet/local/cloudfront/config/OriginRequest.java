package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request as the edge sends it on.
 *
 * @param path percent-encoded, with its leading slash, without the origin's own path
 * @param query without the question mark; null for none
 * @param headers those that the policies let through and CloudFront's own; {@code Host} only when the viewer's is forwarded
 * @param body to be read at most once
 * @param contentLength negative when it is not known; 0 for no body
 */
public record OriginRequest(
        String method, String path, @Nullable String query, Headers headers, InputStream body, long contentLength) {
    public OriginRequest {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(body, "body is null");
    }
}
