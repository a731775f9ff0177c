package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/** ACM as the services see it that terminate TLS on AWS. Thread-safe. */
@FunctionalInterface
public interface Certificates {
    /** Returns the certificate of that ARN; empty when there is none. */
    Optional<Certificate> find(String arn);

    /**
     * A certificate.
     *
     * @param names host names, perhaps with a wildcard as first label
     * @param issued false while the records are missing that prove the domain
     */
    record Certificate(String arn, Set<String> names, boolean issued) {
        public Certificate {
            requireNonNull(arn, "arn is null");
            names = Set.copyOf(names);
        }

        /** Returns if it is good for {@code host}; a wildcard stands for one label. */
        public boolean covers(String host) {
            int dot = host.indexOf('.');
            return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
        }
    }

    /**
     * Returns the certificate that serves {@code host}; throws {@link ProvisionException} as AWS refuses one that is missing,
     * in another region, not issued or not for that name. {@code owner} names who asks.
     */
    default Certificate require(String owner, String arn, String region, String host) {
        var certificate = find(arn)
                .orElseThrow(() -> new ProvisionException(
                        "%s: BadRequestException: Invalid certificate ARN: %s; there is no such certificate"
                                .formatted(owner, arn)));
        if (!Arn.parse(arn).region().equals(region)) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid certificate ARN: %s. Certificate must be in '%s'."
                            .formatted(owner, arn, region));
        }
        if (!certificate.issued()) {
            throw new ProvisionException(
                    "%s: BadRequestException: Unsupported certificate status PENDING_VALIDATION of %s (depend on its %s)"
                            .formatted(owner, arn, "aws:acm/certificateValidation:CertificateValidation"));
        }
        if (!certificate.covers(host)) {
            throw new ProvisionException(
                    "%s: BadRequestException: The domain name %s is not covered by certificate %s for %s"
                            .formatted(owner, host, arn, certificate.names()));
        }
        return certificate;
    }
}
