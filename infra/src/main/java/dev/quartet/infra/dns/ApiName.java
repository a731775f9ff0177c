package dev.quartet.infra.dns;

import com.pulumi.aws.apigateway.BasePathMapping;
import com.pulumi.aws.apigateway.BasePathMappingArgs;
import com.pulumi.aws.apigateway.inputs.DomainNameEndpointConfigurationArgs;
import com.pulumi.aws.apigatewayv2.ApiMapping;
import com.pulumi.aws.apigatewayv2.ApiMappingArgs;
import com.pulumi.aws.apigatewayv2.DomainName;
import com.pulumi.aws.apigatewayv2.DomainNameArgs;
import com.pulumi.aws.apigatewayv2.inputs.DomainNameDomainNameConfigurationArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name of an API's own: certificate, API Gateway's domain name, the API mapped to its root, DNS record. */
public final class ApiName extends ComponentResource {
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d+)?");

    private final Domain domain;
    private final ProvenCertificate certificate;

    private ApiName(Scope scope, Resource parent, String name, Domain domain) {
        super("quartet:dns:ApiName", name, Scope.component(parent));
        this.domain = domain;
        this.certificate = new ProvenCertificate(scope, this, name, domain.name(), domain.hostedZoneId());
        registerOutputs(Map.of());
    }

    /** Gives an HTTP API its name, and returns the URL. */
    public static Output<String> ofHttp(
            Scope scope, Resource parent, String name, Domain domain, Output<String> apiId, Output<String> stage) {
        ApiName made = new ApiName(scope, parent, name, domain);
        DomainName front = new DomainName(
                name,
                DomainNameArgs.builder()
                        .domainName(domain.name())
                        .domainNameConfiguration(DomainNameDomainNameConfigurationArgs.builder()
                                .certificateArn(made.certificate.arn())
                                .endpointType("REGIONAL")
                                .securityPolicy("TLS_1_2")
                                .build())
                        .build(),
                Scope.in(made));
        new ApiMapping(
                name,
                ApiMappingArgs.builder()
                        .apiId(apiId)
                        .domainName(front.domainName())
                        .stage(stage)
                        .build(),
                Scope.in(made));
        // Absent in previews alone: API Gateway adds them to what it was told.
        Output<String> target = front.domainNameConfiguration()
                .applyValue(known -> known.targetDomainName().orElse(""));
        Output<String> zoneId = front.domainNameConfiguration()
                .applyValue(known -> known.hostedZoneId().orElse(""));
        made.point(name, target, zoneId);
        return made.url(target);
    }

    /** Gives a REST API its name, and returns the URL. */
    public static Output<String> ofRest(
            Scope scope, Resource parent, String name, Domain domain, Output<String> apiId, Output<String> stage) {
        ApiName made = new ApiName(scope, parent, name, domain);
        com.pulumi.aws.apigateway.DomainName front = new com.pulumi.aws.apigateway.DomainName(
                name,
                com.pulumi.aws.apigateway.DomainNameArgs.builder()
                        .domainName(domain.name())
                        .regionalCertificateArn(made.certificate.arn())
                        .endpointConfiguration(DomainNameEndpointConfigurationArgs.builder()
                                .types("REGIONAL")
                                .build())
                        .securityPolicy("TLS_1_2")
                        .build(),
                Scope.in(made));
        new BasePathMapping(
                name,
                BasePathMappingArgs.builder()
                        .restApi(apiId)
                        .stageName(stage)
                        .domainName(front.domainName())
                        .build(),
                Scope.in(made));
        made.point(name, front.regionalDomainName(), front.regionalZoneId());
        return made.url(front.regionalDomainName());
    }

    private void point(String name, Output<String> target, Output<String> zoneId) {
        new Record(
                name,
                RecordArgs.builder()
                        .zoneId(domain.hostedZoneId())
                        .name(domain.name())
                        .type("A")
                        .aliases(RecordAliasArgs.builder()
                                .name(target)
                                .zoneId(zoneId)
                                .evaluateTargetHealth(false)
                                .build())
                        .build(),
                Scope.in(this));
    }

    /** The local cloud serves on a port of loopback without TLS; everywhere else it is https. */
    private Output<String> url(Output<String> target) {
        return target.applyValue(host -> urlOf(domain.name(), host));
    }

    static String urlOf(String name, String target) {
        Matcher loopback = LOOPBACK.matcher(target);
        if (!loopback.matches()) {
            return "https://" + name;
        }
        String port = loopback.group(2);
        return "http://" + name + (port == null ? "" : port);
    }
}
