package dev.quartet.infra.edge;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionViewerCertificateArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.dns.ProvenCertificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A distribution's name: its own, with certificate and records for both families of addresses, or CloudFront's. */
public record EdgeName(String name, Optional<Domain> domain) {
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    /** Gives a distribution that is to be made its alias and certificate. */
    public void apply(Scope edge, Resource parent, DistributionArgs.Builder args) {
        args.viewerCertificate(domain.map(own -> {
                    args.aliases(own.name());
                    return DistributionViewerCertificateArgs.builder()
                            .acmCertificateArn(
                                    new ProvenCertificate(edge, parent, name, own.name(), own.hostedZoneId()).arn())
                            .sslSupportMethod("sni-only")
                            .minimumProtocolVersion("TLSv1.2_2021")
                            .build();
                })
                .orElseGet(() -> DistributionViewerCertificateArgs.builder()
                        .cloudfrontDefaultCertificate(true)
                        .build()));
    }

    /** Points the own name, if there is one, to the distribution. */
    public void point(Resource parent, Distribution distribution) {
        domain.ifPresent(own -> List.of("A", "AAAA").forEach(type -> record(parent, own, type, distribution)));
    }

    private void record(Resource parent, Domain own, String type, Distribution distribution) {
        new Record(
                name + "-" + type.toLowerCase(Locale.ROOT),
                RecordArgs.builder()
                        .zoneId(own.hostedZoneId())
                        .name(own.name())
                        .type(type)
                        .aliases(RecordAliasArgs.builder()
                                .name(distribution.domainName())
                                .zoneId(distribution.hostedZoneId())
                                .evaluateTargetHealth(false)
                                .build())
                        .build(),
                Scope.in(parent));
    }

    /** Returns where the distribution answers. */
    public Output<String> url(Distribution distribution) {
        return domain.map(own -> Output.of("https://" + own.name()))
                .orElseGet(() -> distribution.domainName().applyValue(EdgeName::urlOf));
    }

    /** Returns the URL of a host: the local cloud serves on loopback without TLS; everywhere else it is https. */
    static String urlOf(String host) {
        return (isLoopback(host) ? "http://" : "https://") + host;
    }

    /** Returns whether a host is this machine, as those of the local cloud are. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
