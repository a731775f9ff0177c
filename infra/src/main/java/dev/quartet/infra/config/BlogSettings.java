package dev.quartet.infra.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blog: sender of its mails, its own domain where it has one (with the hosted zone that answers for it), firewall,
 * where CloudFront serves from, regions that hold replicas, whether a deployment waits for the edge.
 */
public record BlogSettings(
        String mailFrom,
        Optional<Domain> domain,
        boolean waf,
        String priceClass,
        List<String> replicaRegions,
        boolean waitForDeployment) {
    /** CloudFront's: North America and Europe; those with Asia; everywhere. */
    static final List<String> PRICE_CLASSES = List.of("PriceClass_100", "PriceClass_200", "PriceClass_All");

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+\\.)+[a-z]{2,}");

    public BlogSettings {
        replicaRegions = List.copyOf(replicaRegions);
    }

    static BlogSettings read(Values values, String region) {
        String mailFrom = values.matching("mailFrom", EMAIL, "an e-mail address such as blog@example.com")
                .orElseThrow(() -> new InvalidConfigException(
                        "quartet:mailFrom is absent; the blog needs an address to send welcome mails from: "
                                + "pulumi config set quartet:mailFrom blog@example.com"));
        List<String> replicas = values.list("replicaRegions").orElse(List.of());
        boolean valid = replicas.stream()
                        .allMatch(replica -> Settings.REGION.matcher(replica).matches())
                && replicas.stream().distinct().count() == replicas.size()
                && !replicas.contains(region);
        if (!valid) {
            throw values.refused("replicaRegions", replicas, "other regions than " + region + ", each once");
        }
        return new BlogSettings(
                mailFrom,
                Domain.read(values, "blogDomain", "blog.example.com"),
                values.flag("waf", false),
                values.oneOf("priceClass", "PriceClass_200", PRICE_CLASSES),
                replicas,
                values.flag("waitForDeployment", true));
    }
}
