package dev.quartet.infra.blog;

import com.pulumi.aws.cloudfront.OriginAccessControl;
import com.pulumi.aws.cloudfront.OriginAccessControlArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomOriginConfigArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.rest.RegionalRestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the distribution gets things from: two buckets that admit it alone, and the API in each region. */
final class SiteOrigins {
    static final String SITE = "site";
    static final String MEDIA = "media";
    static final String API = "api";
    private static final int READ_SECONDS = 30;
    private static final int KEEPALIVE_SECONDS = 30;

    private final OriginAccessControl control;

    SiteOrigins(Resource parent, Scope scope) {
        this.control = new OriginAccessControl(
                "blog",
                OriginAccessControlArgs.builder()
                        .name(scope.names().regional("blog"))
                        .description("The blog's distribution signs its requests to the buckets")
                        .originAccessControlOriginType("s3")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build(),
                Scope.in(parent));
    }

    List<DistributionOriginArgs> all(
            PrivateBucket site, PrivateBucket media, RegionalRestApi api, Map<String, ReplicaReader> replicas) {
        List<DistributionOriginArgs> origins = new ArrayList<>();
        origins.add(bucket(SITE, site));
        origins.add(bucket(MEDIA, media));
        origins.add(api(API, api));
        replicas.forEach((region, reader) -> origins.add(api(replica(region), reader.api())));
        return origins;
    }

    static String replica(String region) {
        return API + "-" + region;
    }

    private DistributionOriginArgs bucket(String id, PrivateBucket bucket) {
        return DistributionOriginArgs.builder()
                .originId(id)
                .domainName(bucket.regionalDomainName())
                .originAccessControlId(control.id())
                .build();
    }

    private static DistributionOriginArgs api(String id, RegionalRestApi api) {
        return DistributionOriginArgs.builder()
                .originId(id)
                .domainName(api.authority())
                .originPath(api.basePath())
                .customOriginConfig(DistributionOriginCustomOriginConfigArgs.builder()
                        .httpPort(80)
                        .httpsPort(443)
                        .originProtocolPolicy("https-only")
                        .originSslProtocols("TLSv1.2")
                        .originReadTimeout(READ_SECONDS)
                        .originKeepaliveTimeout(KEEPALIVE_SECONDS)
                        .build())
                .build();
    }
}
