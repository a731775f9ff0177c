package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How errors are cached and shown. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 *
 * @param errorCode 400 to 417 or 500 to 504, as CloudFront lists them
 * @param responseCode what the viewer sees instead
 * @param responsePagePath path of the page that is fetched through the distribution itself
 */
public record CustomErrorResponse(
        int errorCode, Duration errorCachingMinTtl, Optional<Integer> responseCode, Optional<String> responsePagePath) {
    public CustomErrorResponse {
        requireNonNull(errorCachingMinTtl, "errorCachingMinTtl is null");
        if (errorCode < 400 || errorCode > 599) {
            throw new IllegalArgumentException("errorCode %d must be 400 to 599".formatted(errorCode));
        }
        if (responseCode.isPresent() != responsePagePath.isPresent()) {
            throw new IllegalArgumentException(
                    "custom error response of %d: responseCode and responsePagePath go together".formatted(errorCode));
        }
    }
}
