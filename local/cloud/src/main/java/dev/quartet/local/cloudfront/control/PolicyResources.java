package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.OriginRequestPolicy;
import dev.quartet.local.cloudfront.origin.OriginAccess;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Cache, origin request and response headers policies, and origin access controls. Thread-safe. */
final class PolicyResources implements ResourceModule {
    private static final double DAY = 86_400;
    private static final double YEAR = 31_536_000;

    private final CloudContext context;
    private final Policies policies;
    private final Runnable onPolicy;

    /** {@code onPolicy} is told of each: where there are policies, distributions and functions follow. */
    PolicyResources(CloudContext context, Policies policies, Runnable onPolicy) {
        this.onPolicy = requireNonNull(onPolicy, "onPolicy is null");
        this.context = requireNonNull(context, "context is null");
        this.policies = requireNonNull(policies, "policies is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudfront/cachePolicy:CachePolicy", this::cachePolicy)
                .resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", this::originRequestPolicy)
                .resource("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", this::responseHeadersPolicy)
                .resource("aws:cloudfront/originAccessControl:OriginAccessControl", this::accessControl);
    }

    private Provisioned cachePolicy(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.policy(registration.urn());
        var key = inputs.block("parametersInCacheKeyAndForwardedToOrigin")
                .orElseThrow(() -> new ProvisionException(
                        inputs.owner() + ": missing required argument parametersInCacheKeyAndForwardedToOrigin"));
        CachePolicy policy;
        try {
            policy = new CachePolicy(
                    id,
                    seconds(inputs, "minTtl", 0),
                    seconds(inputs, "defaultTtl", DAY),
                    seconds(inputs, "maxTtl", YEAR),
                    Selections.read(key, "headersConfig", "headerBehavior", "headers", Set.of("none", "whitelist")),
                    Selections.read(
                            key,
                            "cookiesConfig",
                            "cookieBehavior",
                            "cookies",
                            Set.of("none", "whitelist", "allExcept", "all")),
                    Selections.read(
                            key,
                            "queryStringsConfig",
                            "queryStringBehavior",
                            "queryStrings",
                            Set.of("none", "whitelist", "allExcept", "all")),
                    key.flag("enableAcceptEncodingGzip", false),
                    key.flag("enableAcceptEncodingBrotli", false));
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: InvalidArgument: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
        if (policy.disabled()) {
            refuseKeyWithoutCache(key);
        }
        policies.add(policy);
        return provisioned(registration, id, "cache-policy/");
    }

    /** AWS: what is never cached has nothing in its key. */
    private static void refuseKeyWithoutCache(Inputs key) {
        for (var part : Map.of(
                        "headersConfig", "headerBehavior",
                        "cookiesConfig", "cookieBehavior",
                        "queryStringsConfig", "queryStringBehavior")
                .entrySet()) {
            var behavior = key.block(part.getKey())
                    .map(block -> block.string(part.getValue()))
                    .orElse("none");
            if (!behavior.equals("none")) {
                throw disabled(key, part.getValue());
            }
        }
        for (var flag : Set.of("enableAcceptEncodingGzip", "enableAcceptEncodingBrotli")) {
            if (key.flag(flag, false)) {
                throw disabled(key, flag);
            }
        }
    }

    private static ProvisionException disabled(Inputs key, String parameter) {
        return new ProvisionException(
                "%s: InvalidArgument: The parameter %s is invalid for policy with caching disabled (maxTtl 0)"
                        .formatted(key.owner(), parameter));
    }

    private Provisioned originRequestPolicy(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.policy(registration.urn());
        policies.add(new OriginRequestPolicy(
                id,
                Selections.read(
                        inputs,
                        "headersConfig",
                        "headerBehavior",
                        "headers",
                        Set.of("none", "whitelist", "allViewer", "allViewerAndWhitelistCloudFront", "allExcept")),
                Selections.read(
                        inputs,
                        "cookiesConfig",
                        "cookieBehavior",
                        "cookies",
                        Set.of("none", "whitelist", "allExcept", "all")),
                Selections.read(
                        inputs,
                        "queryStringsConfig",
                        "queryStringBehavior",
                        "queryStrings",
                        Set.of("none", "whitelist", "allExcept", "all"))));
        return provisioned(registration, id, "origin-request-policy/");
    }

    private Provisioned responseHeadersPolicy(Registration registration) {
        var id = Ids.policy(registration.urn());
        policies.add(new ResponseHeaders(registration.inputs()).policy(id));
        return provisioned(registration, id, "response-headers-policy/");
    }

    private Provisioned accessControl(Registration registration) {
        var inputs = registration.inputs();
        if (!inputs.string("originAccessControlOriginType").equals("s3")) {
            throw new ProvisionException("%s: originAccessControlOriginType '%s'; the local cloud knows s3 alone"
                    .formatted(inputs.owner(), inputs.string("originAccessControlOriginType")));
        }
        if (!inputs.string("signingProtocol").equals("sigv4")) {
            throw new ProvisionException("%s: signingProtocol '%s'; allowed is sigv4"
                    .formatted(inputs.owner(), inputs.string("signingProtocol")));
        }
        var id = Ids.of(registration.urn());
        try {
            policies.add(id, OriginAccess.of(inputs.string("signingBehavior")));
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
        return provisioned(registration, id, "origin-access-control/");
    }

    private Provisioned provisioned(Registration registration, String id, String kind) {
        onPolicy.run();
        return Provisioned.running(
                id,
                Map.of(
                        "arn", "arn:aws:cloudfront::" + context.accountId() + ":" + kind + id,
                        "etag", Ids.of("etag " + registration.urn()),
                        "name", registration.physicalName("name")));
    }

    private static Duration seconds(Inputs inputs, String property, double otherwise) {
        return Duration.ofSeconds(
                inputs.optionalNumber(property).orElse(otherwise).longValue());
    }
}
