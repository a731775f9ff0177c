package dev.quartet.infra.blog;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.config.BlogSettings;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.edge.EdgeAlarms;
import dev.quartet.infra.edge.EdgeFirewall;
import dev.quartet.infra.edge.EdgeLogs;
import dev.quartet.infra.edge.EdgeMetrics;
import dev.quartet.infra.edge.EdgeName;
import dev.quartet.infra.edge.ErrorCaching;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.rest.RegionalRestApi;
import java.util.Map;
import java.util.stream.Stream;

/** The distribution in front of site, pictures and API, with all that belongs to it. */
final class Site extends ComponentResource {
    /** How long an error is kept where the origin says nothing: seconds of peace for a failing origin, no more. */
    private static final Map<Integer, Integer> ERROR_TTLS = Map.of(403, 5, 404, 5, 500, 1, 502, 1, 503, 1, 504, 1);

    private final PrivateBucket bucket;
    private final Distribution distribution;
    private final Output<String> url;

    /** {@code edge} and {@code edgeAlarms} belong to us-east-1. */
    Site(
            Scope scope,
            Scope edge,
            Resource parent,
            ProgramFiles files,
            Alarms edgeAlarms,
            PrivateBucket media,
            RegionalRestApi api,
            Map<String, ReplicaReader> replicas) {
        super("quartet:blog:Site", "site", Scope.component(parent));
        BlogSettings settings = scope.settings().blog().orElseThrow();
        this.bucket = PrivateBucket.withoutPolicy(scope, this, "site");
        SiteBehaviors behaviors = new SiteBehaviors(this, scope, files);
        DistributionArgs.Builder args = DistributionArgs.builder()
                .comment("Quartet " + scope.names().stack() + ": blog")
                .enabled(true)
                .isIpv6Enabled(true)
                .httpVersion("http2and3")
                .priceClass(settings.priceClass())
                .waitForDeployment(settings.waitForDeployment())
                .origins(new SiteOrigins(this, scope).all(bucket, media, api, replicas))
                .defaultCacheBehavior(behaviors.site())
                .orderedCacheBehaviors(behaviors.others(replicas.keySet()))
                .customErrorResponses(ErrorCaching.of(ERROR_TTLS))
                .restrictions(DistributionRestrictionsArgs.builder()
                        .geoRestriction(DistributionRestrictionsGeoRestrictionArgs.builder()
                                .restrictionType("none")
                                .build())
                        .build());
        EdgeName name = new EdgeName("blog", settings.domain());
        name.apply(edge, this, args);
        if (settings.waf()) {
            args.webAclId(new EdgeFirewall(edge, this, "blog").arn());
        }
        this.distribution = new Distribution("blog", args.build(), Scope.in(this));
        this.url = name.url(distribution);
        bucket.admit(reader(bucket, "Objects", "List"));
        media.admit(reader(media, "Objects", "List"));
        new SiteFiles(scope, this, files, bucket);
        watch(scope, edge, edgeAlarms);
        name.point(this, distribution);
        registerOutputs(Map.of("url", url));
    }

    /** With ListBucket a missing object is 404; without it S3 answers 403, as it hides what there is. */
    private Statement[] reader(PrivateBucket from, String objects, String list) {
        return Stream.of(
                        Statement.allow(objects, "s3:GetObject").on(from.objects("")),
                        Statement.allow(list, "s3:ListBucket").on(from.arn()))
                .map(statement -> statement
                        .by(Principal.service("cloudfront.amazonaws.com"))
                        .when("StringEquals", "aws:SourceArn", distribution.arn()))
                .toArray(Statement[]::new);
    }

    private void watch(Scope scope, Scope edge, Alarms edgeAlarms) {
        EdgeMetrics.enable(this, "blog", distribution.id());
        new EdgeLogs(scope, edge, this, "edge-logs", distribution.id());
        new EdgeAlarms(edge, this, "blog", edgeAlarms, distribution.id());
    }

    Output<String> url() {
        return url;
    }

    Output<String> distributionId() {
        return distribution.id();
    }

    Output<String> bucketName() {
        return bucket.name();
    }
}
