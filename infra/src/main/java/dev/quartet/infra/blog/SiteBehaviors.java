package dev.quartet.infra.blog;

import com.pulumi.aws.cloudfront.Function;
import com.pulumi.aws.cloudfront.FunctionArgs;
import com.pulumi.aws.cloudfront.OriginRequestPolicy;
import com.pulumi.aws.cloudfront.OriginRequestPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorFunctionAssociationArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOrderedCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOrderedCacheBehaviorFunctionAssociationArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigHeadersArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyQueryStringsConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.edge.CachePolicies;
import dev.quartet.infra.edge.SecurityHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the edge treats each path of the site. */
final class SiteBehaviors {
    private static final int MINUTE = 60;
    private static final int DAY = 86_400;
    private static final int YEAR = 31_536_000;
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final List<String> ALL = List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE");

    /** Pages load nothing from elsewhere, and stand in nobody's frame. */
    private static final String SITE_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** What authors put up and what the API answers is never a page. */
    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private final Resource parent;
    private final Scope scope;
    private final ProgramFiles files;
    private final CachePolicies caches;
    private final Output<String> pages;
    private final Output<String> content;

    SiteBehaviors(Resource parent, Scope scope, ProgramFiles files) {
        this.parent = parent;
        this.scope = scope;
        this.files = files;
        this.caches = new CachePolicies(parent, scope);
        this.pages = SecurityHeaders.create(parent, scope, "site", SITE_POLICY);
        this.content = SecurityHeaders.create(parent, scope, "content", CONTENT_POLICY);
    }

    DistributionDefaultCacheBehaviorArgs site() {
        String code = files.text("infra/src/main/edge/site-routes.js");
        return DistributionDefaultCacheBehaviorArgs.builder()
                .targetOriginId(SiteOrigins.SITE)
                .allowedMethods(READ)
                .cachedMethods(READ)
                .viewerProtocolPolicy("redirect-to-https")
                .compress(true)
                .cachePolicyId(caches.byPath("site", 0, DAY, YEAR))
                .responseHeadersPolicyId(pages)
                .functionAssociations(DistributionDefaultCacheBehaviorFunctionAssociationArgs.builder()
                        .eventType("viewer-request")
                        .functionArn(function("site-routes", "Clean addresses and the 404 page", code))
                        .build())
                .build();
    }

    /** Returns the other paths, the first that matches wins. {@code replicas} are regions that answer reads too. */
    List<DistributionOrderedCacheBehaviorArgs> others(Collection<String> replicas) {
        Output<String> forwarded = allButHost();
        Output<String> media = caches.byPath("media", 0, YEAR, YEAR);
        List<DistributionOrderedCacheBehaviorArgs> behaviors = new ArrayList<>();
        // The one read that is for authors alone: never kept, so that it may vary by caller.
        behaviors.add(behavior("/api/images/rejected", SiteOrigins.API, READ)
                .cachePolicyId(caches.nothing("uncached"))
                .originRequestPolicyId(forwarded)
                .build());
        DistributionOrderedCacheBehaviorArgs.Builder api = behavior("/api/*", SiteOrigins.API, ALL)
                .cachePolicyId(caches.byPathAndQuery("api", 0, 0, MINUTE))
                .originRequestPolicyId(forwarded);
        failover(replicas)
                .ifPresent(arn ->
                        api.functionAssociations(DistributionOrderedCacheBehaviorFunctionAssociationArgs.builder()
                                .eventType("viewer-request")
                                .functionArn(arn)
                                .build()));
        behaviors.add(api.build());
        behaviors.add(behavior("/images/*", SiteOrigins.MEDIA, READ)
                .cachePolicyId(media)
                .build());
        behaviors.add(behavior("/thumbnails/*", SiteOrigins.MEDIA, READ)
                .cachePolicyId(media)
                .build());
        return behaviors;
    }

    private DistributionOrderedCacheBehaviorArgs.Builder behavior(String path, String origin, List<String> methods) {
        return DistributionOrderedCacheBehaviorArgs.builder()
                .pathPattern(path)
                .targetOriginId(origin)
                .allowedMethods(methods)
                .cachedMethods(READ)
                .viewerProtocolPolicy("redirect-to-https")
                .compress(true)
                .responseHeadersPolicyId(content);
    }

    /** API Gateway answers to its own name only, so that everything is forwarded but the viewer's Host. */
    private Output<String> allButHost() {
        return new OriginRequestPolicy(
                        "api",
                        OriginRequestPolicyArgs.builder()
                                .name(scope.names().regional("api"))
                                .cookiesConfig(OriginRequestPolicyCookiesConfigArgs.builder()
                                        .cookieBehavior("all")
                                        .build())
                                .queryStringsConfig(OriginRequestPolicyQueryStringsConfigArgs.builder()
                                        .queryStringBehavior("all")
                                        .build())
                                .headersConfig(OriginRequestPolicyHeadersConfigArgs.builder()
                                        .headerBehavior("allExcept")
                                        .headers(OriginRequestPolicyHeadersConfigHeadersArgs.builder()
                                                .items("Host")
                                                .build())
                                        .build())
                                .build(),
                        Scope.in(parent))
                .id();
    }

    private Optional<Output<String>> failover(Collection<String> replicas) {
        if (replicas.isEmpty()) {
            return Optional.empty();
        }
        String ids = replicas.stream()
                .map(region -> "'" + SiteOrigins.replica(region) + "'")
                .collect(Collectors.joining(", "));
        String code = files.text("infra/src/main/edge/api-failover.js").replace("/* origin ids */", ids);
        return Optional.of(function("api-failover", "Reads may be answered by a replica's region", code));
    }

    private Output<String> function(String name, String comment, String code) {
        return new Function(
                        name,
                        FunctionArgs.builder()
                                .name(scope.names().regional(name))
                                .comment(comment)
                                .runtime("cloudfront-js-2.0")
                                .code(code)
                                .publish(true)
                                .build(),
                        Scope.in(parent))
                .arn();
    }
}
