package dev.quartet.infra.edge;

import com.pulumi.aws.cloudfront.CachePolicy;
import com.pulumi.aws.cloudfront.CachePolicyArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;

/** Makes cache policies whose keys hold the path, at most the query, and never a header or cookie. */
public final class CachePolicies {
    private final Resource parent;
    private final Scope scope;

    public CachePolicies(Resource parent, Scope scope) {
        this.parent = parent;
        this.scope = scope;
    }

    /** Makes a policy of these times in seconds: least, that of answers which say nothing, greatest; returns its id. */
    public Output<String> byPath(String name, int min, int otherwise, int max) {
        return policy(name, min, otherwise, max, "none", true);
    }

    /**
     * Makes a policy for what is compressed already: one copy for all, whatever encodings a viewer takes. Returns its id.
     */
    public Output<String> byPathUncompressed(String name, int min, int otherwise, int max) {
        return policy(name, min, otherwise, max, "none", false);
    }

    /** Makes a policy whose key holds the query too; returns its id. */
    public Output<String> byPathAndQuery(String name, int min, int otherwise, int max) {
        return policy(name, min, otherwise, max, "all", true);
    }

    /** Makes a policy that keeps nothing; returns its id. */
    public Output<String> nothing(String name) {
        return policy(name, 0, 0, 0, "none", false);
    }

    /** CloudFront wants {@code compressed} off where nothing is cached. */
    private Output<String> policy(String name, int min, int otherwise, int max, String queries, boolean compressed) {
        return new CachePolicy(
                        name,
                        CachePolicyArgs.builder()
                                .name(scope.names().regional(name))
                                .minTtl(min)
                                .defaultTtl(otherwise)
                                .maxTtl(max)
                                .parametersInCacheKeyAndForwardedToOrigin(
                                        CachePolicyParametersInCacheKeyAndForwardedToOriginArgs.builder()
                                                .cookiesConfig(noCookies())
                                                .headersConfig(noHeaders())
                                                .queryStringsConfig(queries(queries))
                                                .enableAcceptEncodingBrotli(compressed)
                                                .enableAcceptEncodingGzip(compressed)
                                                .build())
                                .build(),
                        Scope.in(parent))
                .id();
    }

    private static CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs noCookies() {
        return CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs.builder()
                .cookieBehavior("none")
                .build();
    }

    private static CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs noHeaders() {
        return CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs.builder()
                .headerBehavior("none")
                .build();
    }

    private static CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs queries(String behavior) {
        return CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs.builder()
                .queryStringBehavior(behavior)
                .build();
    }
}
