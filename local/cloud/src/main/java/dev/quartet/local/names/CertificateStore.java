package dev.quartet.local.names;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Certificates;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ACM's certificates, recorded: there is no TLS on loopback. One is issued as soon as the records are there that prove its
 * names. See https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html Thread-safe.
 */
final class CertificateStore implements ResourceModule, Certificates {
    private final CloudContext cloud;
    private final HostedZones zones;
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();

    CertificateStore(CloudContext cloud, HostedZones zones) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.zones = requireNonNull(zones, "zones is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:acm/certificate:Certificate", this::certificate)
                .resource("aws:acm/certificateValidation:CertificateValidation", this::validation);
    }

    @Override
    public Optional<Certificate> find(String arn) {
        return Optional.ofNullable(names.get(arn))
                .map(hosts -> new Certificate(arn, hosts, hosts.stream().allMatch(host -> missing(host)
                        .isEmpty())));
    }

    private Provisioned certificate(Registration registration) {
        var inputs = registration.inputs();
        for (var unsupported : List.of("certificateBody", "privateKey", "certificateAuthorityArn")) {
            if (inputs.has(unsupported)) {
                throw new ProvisionException("%s: %s: the local cloud knows certificates that records prove"
                        .formatted(inputs.owner(), unsupported));
            }
        }
        var method = inputs.optionalString("validationMethod").orElse("DNS");
        if (!method.equals("DNS")) {
            throw new ProvisionException("%s: validationMethod is %s; nobody here answers ACM's mails: use DNS"
                    .formatted(inputs.owner(), method));
        }
        var hosts = new LinkedHashSet<String>();
        hosts.add(HostedZones.name(inputs.string("domainName")));
        inputs.strings("subjectAlternativeNames").forEach(name -> hosts.add(HostedZones.name(name)));
        var id = UUID.nameUUIDFromBytes(registration.urn().getBytes(StandardCharsets.UTF_8));
        var arn = Arn.of("acm", registration.region(), cloud.accountId(), "certificate/" + id)
                .toString();
        names.put(arn, hosts);
        var outputs = new HashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("domainValidationOptions", hosts.stream().map(this::option).toList());
        outputs.put("subjectAlternativeNames", List.copyOf(hosts));
        outputs.put("status", "PENDING_VALIDATION");
        outputs.put("type", "AMAZON_ISSUED");
        outputs.put("validationMethod", method);
        outputs.put("keyAlgorithm", inputs.optionalString("keyAlgorithm").orElse("RSA_2048"));
        outputs.put("renewalEligibility", "INELIGIBLE");
        outputs.put("pendingRenewal", false);
        outputs.put("notBefore", "");
        outputs.put("notAfter", "");
        outputs.put("renewalSummaries", List.of());
        outputs.put("validationEmails", List.of());
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.recorded(arn, outputs);
    }

    private Provisioned validation(Registration registration) {
        var inputs = registration.inputs();
        var arn = inputs.string("certificateArn");
        var hosts = names.get(arn);
        if (hosts == null) {
            throw new ProvisionException(
                    "%s: ResourceNotFoundException: Could not find certificate %s".formatted(inputs.owner(), arn));
        }
        for (var host : hosts) {
            missing(host).ifPresent(record -> {
                throw new ProvisionException(
                        ("%s: the certificate for %s stays PENDING_VALIDATION: there is no CNAME record %s with value %s"
                                        + " (see domainValidationOptions)")
                                .formatted(inputs.owner(), host, record, proof(host)));
            });
        }
        return Provisioned.recorded(arn, Map.of());
    }

    private Map<String, Object> option(String host) {
        return Map.of(
                "domainName",
                host,
                "resourceRecordName",
                recordName(host) + ".",
                "resourceRecordType",
                "CNAME",
                "resourceRecordValue",
                proof(host) + ".");
    }

    /** Returns the name of the record that is missing to prove {@code host}. */
    private Optional<String> missing(String host) {
        var found = zones.values(recordName(host), "CNAME").stream().map(HostedZones::name);
        return found.anyMatch(proof(host)::equals) ? Optional.empty() : Optional.of(recordName(host));
    }

    /** As on AWS the same for a name and its wildcard, and in every region. */
    private String recordName(String host) {
        var base = host.startsWith("*.") ? host.substring(2) : host;
        return "_" + token(base) + "." + base;
    }

    private String proof(String host) {
        return "_" + token("proof of " + recordName(host)) + ".acm-validations.aws";
    }

    private String token(String text) {
        return UUID.nameUUIDFromBytes((cloud.accountId() + text).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
