package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as standard logging knows it. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 *
 * @param time when the answer ended
 * @param scBytes bytes of the answer, headers included
 * @param csBytes bytes of the request, headers included
 * @param requestHeaders the viewer's own, for cs(Referer), cs(User-Agent), cs(Cookie), x-host-header, x-forwarded-for
 * @param resultType x-edge-result-type: Hit, RefreshHit, Miss, Error, FunctionGeneratedResponse …
 * @param responseResultType x-edge-response-result-type: what the edge meant to answer before it ended
 * @param scContentLength negative when it was not known
 * @param rangeStart of a 206; negative for none
 */
public record AccessLogEntry(
        Instant time,
        String edgeLocation,
        long scBytes,
        String clientIp,
        int clientPort,
        String method,
        String host,
        String uriStem,
        @Nullable String uriQuery,
        int status,
        Headers requestHeaders,
        String resultType,
        String responseResultType,
        String detailedResultType,
        String requestId,
        long csBytes,
        double timeTakenSeconds,
        double timeToFirstByteSeconds,
        @Nullable String contentType,
        long scContentLength,
        long rangeStart,
        long rangeEnd) {
    public AccessLogEntry {
        requireNonNull(time, "time is null");
        requireNonNull(requestHeaders, "requestHeaders is null");
        requireNonNull(requestId, "requestId is null");
    }
}
