package dev.quartet.local.cloudfront.control;

import dev.quartet.local.core.Asset;
import dev.quartet.local.core.Provisioned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small site as the program registers one: bucket, access control, policies, function, distribution, bucket policy. */
final class SiteKit {
    static final String BUCKET = "quartet-test-site";
    static final String ROUTES = """
            function handler(event) {
              const request = event.request;
              if (request.uri === '/') { request.uri = '/index.html'; return request; }
              if (request.uri.startsWith('/assets/') || request.uri.startsWith('/private/')) { return request; }
              if (request.uri === '/broken') { throw new Error('no such luck'); }
              return { statusCode: 404, statusDescription: 'Not Found',
                       headers: { 'content-type': { value: 'text/html; charset=utf-8' } },
                       body: { encoding: 'text', data: '<h1>This page does not exist</h1>' } };
            }
            """;

    private final EdgeFixture fixture;

    SiteKit(EdgeFixture fixture) {
        this.fixture = fixture;
    }

    /** Registers all of it; {@code apiAuthority} becomes the origin of {@code /api/*}. Returns the distribution. */
    Provisioned create(Optional<String> apiAuthority) {
        fixture.provision("aws:s3/bucketV2:BucketV2", "site", Map.of("bucket", BUCKET));
        put("index.html", "<h1>Quartet</h1>", "text/html; charset=utf-8");
        put("assets/site.css", "body { color: black }".repeat(200), "text/css");
        var distribution =
                fixture.provision("aws:cloudfront/distribution:Distribution", "blog", arguments(apiAuthority));
        var arn = EdgeFixture.output(distribution, "arn");
        fixture.provision("aws:s3/bucketPolicy:BucketPolicy", "site", Map.of("bucket", BUCKET, "policy", """
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
                           "Resource": "arn:aws:s3:::%1$s/*", "Condition": {"StringEquals": {"aws:SourceArn": "%2$s"}}},
                          {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:ListBucket",
                           "Resource": "arn:aws:s3:::%1$s", "Condition": {"StringEquals": {"aws:SourceArn": "%2$s"}}}]}
                        """.formatted(
                        BUCKET, arn)));
        return distribution;
    }

    Map<String, Object> arguments(Optional<String> apiAuthority) {
        var control = fixture.provision(
                "aws:cloudfront/originAccessControl:OriginAccessControl",
                "site",
                Map.of(
                        "name", "site",
                        "originAccessControlOriginType", "s3",
                        "signingBehavior", "always",
                        "signingProtocol", "sigv4"));
        var function = fixture.provision(
                "aws:cloudfront/function:Function",
                "routes",
                Map.of("name", "site-routes", "runtime", "cloudfront-js-2.0", "code", ROUTES, "publish", true));
        var headers = fixture.provision(
                "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
                "site",
                Map.of(
                        "name",
                        "site",
                        "securityHeadersConfig",
                        Map.of("frameOptions", Map.of("frameOption", "DENY", "override", true))));
        var origins = new java.util.ArrayList<Map<String, Object>>();
        origins.add(Map.of(
                "originId",
                "site",
                "domainName",
                BUCKET + ".s3." + EdgeFixture.REGION + ".amazonaws.com",
                "originAccessControlId",
                control.id()));
        var behaviors = new java.util.ArrayList<Map<String, Object>>();
        apiAuthority.ifPresent(authority -> {
            origins.add(Map.of(
                    "originId",
                    "api",
                    "domainName",
                    authority,
                    "originPath",
                    "/v1",
                    "customOriginConfig",
                    Map.of(
                            "httpPort", 80.0,
                            "httpsPort", 443.0,
                            "originProtocolPolicy", "https-only",
                            "originReadTimeout", 1.0)));
            var api = behavior("api", cachePolicy("api", 0, 0, 60, "all"));
            api.put("pathPattern", "/api/*");
            api.put("allowedMethods", List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"));
            api.put("originRequestPolicyId", "b689b0a8-53d0-40ab-baf2-68738e2966ac");
            behaviors.add(api);
        });
        var fallback = behavior("site", cachePolicy("site", 0, 86_400, 31_536_000, "none"));
        fallback.put(
                "functionAssociations",
                List.of(Map.of("eventType", "viewer-request", "functionArn", EdgeFixture.output(function, "arn"))));
        fallback.put("responseHeadersPolicyId", headers.id());
        return new HashMap<>(Map.of(
                "enabled",
                true,
                "origins",
                origins,
                "defaultCacheBehavior",
                fallback,
                "orderedCacheBehaviors",
                behaviors,
                "customErrorResponses",
                List.of(Map.of("errorCode", 404.0, "errorCachingMinTtl", 5.0))));
    }

    String cachePolicy(String name, int min, int usual, int max, String queries) {
        return fixture.provision(
                        "aws:cloudfront/cachePolicy:CachePolicy",
                        name,
                        Map.of(
                                "minTtl",
                                (double) min,
                                "defaultTtl",
                                (double) usual,
                                "maxTtl",
                                (double) max,
                                "parametersInCacheKeyAndForwardedToOrigin",
                                Map.of(
                                        "headersConfig", Map.of("headerBehavior", "none"),
                                        "cookiesConfig", Map.of("cookieBehavior", "none"),
                                        "queryStringsConfig", Map.of("queryStringBehavior", queries),
                                        "enableAcceptEncodingGzip", max > 0,
                                        "enableAcceptEncodingBrotli", max > 0)))
                .id();
    }

    void put(String key, String content, String contentType) {
        fixture.provision(
                "aws:s3/bucketObjectv2:BucketObjectv2",
                "site/" + key,
                Map.of(
                        "bucket",
                        BUCKET,
                        "key",
                        key,
                        "source",
                        new Asset(false, Optional.empty(), Optional.of(content)),
                        "contentType",
                        contentType,
                        "cacheControl",
                        "public, max-age=60"));
    }

    private static Map<String, Object> behavior(String origin, String cachePolicyId) {
        return new HashMap<>(Map.of(
                "targetOriginId",
                origin,
                "viewerProtocolPolicy",
                "redirect-to-https",
                "allowedMethods",
                List.of("GET", "HEAD"),
                "cachedMethods",
                List.of("GET", "HEAD"),
                "compress",
                true,
                "cachePolicyId",
                cachePolicyId));
    }
}
