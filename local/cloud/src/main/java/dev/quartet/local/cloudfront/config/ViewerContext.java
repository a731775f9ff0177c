package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

/** What a function's event says about its call ({@code context} and {@code viewer}). */
public record ViewerContext(String distributionId, String distributionDomainName, String requestId, String viewerIp) {
    public ViewerContext {
        requireNonNull(distributionId, "distributionId is null");
        requireNonNull(distributionDomainName, "distributionDomainName is null");
        requireNonNull(requestId, "requestId is null");
        requireNonNull(viewerIp, "viewerIp is null");
    }
}
