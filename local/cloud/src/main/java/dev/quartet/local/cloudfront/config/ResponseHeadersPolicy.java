package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Headers that the edge sets and removes on what leaves it. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 *
 * @param set custom and security headers
 * @param removed names that are taken off the origin's answer
 */
public record ResponseHeadersPolicy(String id, List<SetHeader> set, List<String> removed, Optional<Cors> cors) {
    public ResponseHeadersPolicy {
        requireNonNull(id, "id is null");
        set = List.copyOf(set);
        removed = List.copyOf(removed);
    }

    /**
     * A header that is added.
     *
     * @param override if it replaces the origin's
     */
    public record SetHeader(String name, String value, boolean override) {
        public SetHeader {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }
    }

    /**
     * CORS answers to requests that bear {@code Origin}.
     *
     * @param maxAgeSeconds negative when not set
     * @param originOverride if these replace the origin's own CORS headers
     */
    public record Cors(
            boolean allowCredentials,
            List<String> allowHeaders,
            List<String> allowMethods,
            List<String> allowOrigins,
            List<String> exposeHeaders,
            int maxAgeSeconds,
            boolean originOverride) {
        public Cors {
            allowHeaders = List.copyOf(allowHeaders);
            allowMethods = List.copyOf(allowMethods);
            allowOrigins = List.copyOf(allowOrigins);
            exposeHeaders = List.copyOf(exposeHeaders);
        }
    }
}
