package dev.quartet.infra.blog;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import java.util.List;

/** The blog's own name, for both families of addresses. */
final class SiteDomain {
    private SiteDomain() {}

    static void add(Resource parent, Domain domain, Distribution distribution) {
        for (String type : List.of("A", "AAAA")) {
            new Record(
                    "blog-" + type.toLowerCase(java.util.Locale.ROOT),
                    RecordArgs.builder()
                            .zoneId(domain.hostedZoneId())
                            .name(domain.name())
                            .type(type)
                            .aliases(RecordAliasArgs.builder()
                                    .name(distribution.domainName())
                                    .zoneId(distribution.hostedZoneId())
                                    .evaluateTargetHealth(false)
                                    .build())
                            .build(),
                    Scope.in(parent));
        }
    }
}
