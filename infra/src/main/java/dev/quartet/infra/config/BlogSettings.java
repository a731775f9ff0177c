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
    /** A name of the site's own and the Route 53 hosted zone that answers for it. */
    public record Domain(String name, String hostedZoneId) {}

    /** CloudFront's: North America and Europe; those with Asia; everywhere. */
    static final List<String> PRICE_CLASSES = List.of("PriceClass_100", "PriceClass_200", "PriceClass_All");

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+\\.)+[a-z]{2,}");
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");
    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");

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
                domain(values),
                values.flag("waf", false),
                values.oneOf("priceClass", "PriceClass_200", PRICE_CLASSES),
                replicas,
                values.flag("waitForDeployment", true));
    }

    private static Optional<Domain> domain(Values values) {
        Optional<String> name = values.matching("blogDomain", HOST, "a host name such as blog.example.com");
        Optional<String> zone = values.matching("hostedZoneId", ZONE, "a Route 53 hosted zone id such as Z0123456789");
        if (name.isPresent() != zone.isPresent()) {
            throw name.isPresent()
                    ? values.refused(
                            "hostedZoneId", "", "the id of the hosted zone that answers for quartet:blogDomain")
                    : values.refused("blogDomain", "", "a host name of quartet:hostedZoneId");
        }
        return name.flatMap(host -> zone.map(id -> new Domain(host, id)));
    }
}
