package dev.quartet.infra.updates;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginOriginShieldArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginVpcOriginConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.edge.CachePolicies;
import dev.quartet.infra.edge.EdgeAlarms;
import dev.quartet.infra.edge.EdgeLogs;
import dev.quartet.infra.edge.EdgeMetrics;
import dev.quartet.infra.edge.EdgeName;
import dev.quartet.infra.edge.ErrorCaching;
import dev.quartet.infra.edge.SecurityHeaders;
import dev.quartet.infra.operations.Alarms;
import java.util.List;
import java.util.Map;

/** The distribution in front of the servers. How long it keeps a file, the servers say: versions a year, latest.json a minute. */
final class Downloads extends ComponentResource {
    private static final String NAME = "updates";
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final int MINUTE = 60;
    private static final int YEAR = 31_536_000;
    private static final int READ_SECONDS = 30;
    private static final int KEEPALIVE_SECONDS = 60;
    /** Peace for a failing origin; and a file that is asked for before it is published is there soon after. */
    private static final Map<Integer, Integer> ERROR_TTLS = Map.of(404, 5, 500, 5, 502, 5, 503, 5, 504, 5);

    /** What is downloaded is never a page. */
    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private final Distribution distribution;
    private final Output<String> url;

    /** {@code edge} and {@code edgeAlarms} belong to us-east-1. */
    Downloads(
            Scope scope,
            Scope edge,
            Resource parent,
            Output<String> originHost,
            Output<String> vpcOriginId,
            Alarms edgeAlarms) {
        super("quartet:updates:Downloads", "downloads", Scope.component(parent));
        UpdatesSettings settings = scope.settings().updates().orElseThrow();
        DistributionArgs.Builder args = DistributionArgs.builder()
                .comment("Quartet " + scope.names().stack() + ": updates")
                .enabled(true)
                .isIpv6Enabled(true)
                .httpVersion("http2and3")
                .priceClass(settings.priceClass())
                .waitForDeployment(settings.waitForDeployment())
                .origins(origin(scope, settings, originHost, vpcOriginId))
                .defaultCacheBehavior(behavior(scope))
                .customErrorResponses(ErrorCaching.of(ERROR_TTLS))
                .restrictions(DistributionRestrictionsArgs.builder()
                        .geoRestriction(DistributionRestrictionsGeoRestrictionArgs.builder()
                                .restrictionType("none")
                                .build())
                        .build());
        EdgeName name = new EdgeName(NAME, settings.domain());
        name.apply(edge, this, args);
        this.distribution = new Distribution(NAME, args.build(), Scope.in(this));
        this.url = name.url(distribution);
        name.point(this, distribution);
        EdgeMetrics.enable(this, NAME, distribution.id());
        new EdgeLogs(scope, edge, this, "updates-logs", distribution.id());
        new EdgeAlarms(edge, this, NAME, edgeAlarms, distribution.id());
        registerOutputs(Map.of("url", url));
    }

    private static DistributionOriginArgs origin(
            Scope scope, UpdatesSettings settings, Output<String> host, Output<String> vpcOriginId) {
        DistributionOriginArgs.Builder args = DistributionOriginArgs.builder()
                .originId(NAME)
                .domainName(host)
                .vpcOriginConfig(DistributionOriginVpcOriginConfigArgs.builder()
                        .vpcOriginId(vpcOriginId)
                        .originReadTimeout(READ_SECONDS)
                        .originKeepaliveTimeout(KEEPALIVE_SECONDS)
                        .build());
        if (settings.originShield()) {
            args.originShield(DistributionOriginOriginShieldArgs.builder()
                    .enabled(true)
                    .originShieldRegion(scope.region())
                    .build());
        }
        return args.build();
    }

    private DistributionDefaultCacheBehaviorArgs behavior(Scope scope) {
        return DistributionDefaultCacheBehaviorArgs.builder()
                .targetOriginId(NAME)
                .allowedMethods(READ)
                .cachedMethods(READ)
                .viewerProtocolPolicy("redirect-to-https")
                // Releases are compressed already, and a range is one of the bytes that the server has.
                .compress(false)
                .cachePolicyId(new CachePolicies(this, scope).byPathUncompressed(NAME, 0, MINUTE, YEAR))
                .responseHeadersPolicyId(SecurityHeaders.create(this, scope, NAME, CONTENT_POLICY))
                .build();
    }

    Output<String> url() {
        return url;
    }

    Output<String> distributionId() {
        return distribution.id();
    }
}
