package dev.quartet.infra.dns;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.acm.outputs.CertificateDomainValidationOption;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A certificate in the region of its scope (CloudFront takes those of us-east-1 alone), proven by a record in the zone. */
public final class ProvenCertificate extends ComponentResource {
    private final CertificateValidation validation;

    public ProvenCertificate(Scope scope, Resource parent, String name, String host, String hostedZoneId) {
        super("quartet:dns:ProvenCertificate", name, scope.elsewhere(parent));
        Certificate certificate = new Certificate(
                name,
                CertificateArgs.builder()
                        .domainName(host)
                        .validationMethod("DNS")
                        .build(),
                Scope.in(this));
        Record record = new Record(
                name + "-validation",
                RecordArgs.builder()
                        .zoneId(hostedZoneId)
                        .name(option(certificate, CertificateDomainValidationOption::resourceRecordName))
                        .type("CNAME")
                        .ttl(300)
                        .records(
                                Output.all(option(certificate, CertificateDomainValidationOption::resourceRecordValue)))
                        .allowOverwrite(true)
                        .build(),
                Scope.in(this));
        this.validation = new CertificateValidation(
                name,
                CertificateValidationArgs.builder()
                        .certificateArn(certificate.arn())
                        .validationRecordFqdns(Output.all(record.fqdn()))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("arn", certificate.arn()));
    }

    private static Output<String> option(
            Certificate certificate, Function<CertificateDomainValidationOption, Optional<String>> part) {
        return certificate.domainValidationOptions().applyValue(options -> part.apply(options.get(0))
                .orElseThrow());
    }

    /** Returns the certificate's ARN, known when it is valid. */
    public Output<String> arn() {
        return validation.certificateArn();
    }
}
