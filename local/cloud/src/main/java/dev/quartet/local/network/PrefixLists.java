package dev.quartet.local.network;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prefix lists that AWS manages: ids that stand for a service's addresses. Immutable. */
public final class PrefixLists implements ResourceModule {
    /** Where CloudFront's requests to origins come from. */
    static final String CLOUDFRONT = "com.amazonaws.global.cloudfront.origin-facing";

    /**
     * How many rules of a security group a rule takes that names CloudFront's list, see <a
     * href="https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html">its weight</a>.
     */
    private static final int CLOUDFRONT_WEIGHT = 55;

    private final String region;

    /** Answers for {@code region}. */
    public PrefixLists(String region) {
        this.region = requireNonNull(region, "region is null");
    }

    /** Returns the id of the list of that name. */
    static String id(String name) {
        return "pl-" + Ids.of("pl", name).substring(4, 12);
    }

    /** Returns how many of a security group's rules {@code rule} counts for. */
    static int weight(Rule rule) {
        return rule.prefixList().filter(id(CLOUDFRONT)::equals).isPresent() ? CLOUDFRONT_WEIGHT : 1;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.function("aws:ec2/getPrefixList:getPrefixList", this::getPrefixList)
                .function("aws:ec2/getManagedPrefixList:getManagedPrefixList", this::getManagedPrefixList);
    }

    private Map<String, Object> getPrefixList(Inputs arguments) {
        var name = name(arguments);
        return Map.of("id", id(name), "name", name, "cidrBlocks", List.of());
    }

    private Map<String, Object> getManagedPrefixList(Inputs arguments) {
        var name = name(arguments);
        if (!name.equals(CLOUDFRONT) && !name.startsWith("com.amazonaws.%s.".formatted(region))) {
            throw new ProvisionException(
                    "%s: no matching EC2 Managed Prefix List found: %s; there are %s and com.amazonaws.%s.…"
                            .formatted(arguments.owner(), name, CLOUDFRONT, region));
        }
        return Map.of(
                "id",
                id(name),
                "name",
                name,
                "arn",
                "arn:aws:ec2:%s:aws:prefix-list/%s".formatted(region, id(name)),
                "addressFamily",
                "IPv4",
                "entries",
                List.of(),
                "maxEntries",
                name.equals(CLOUDFRONT) ? (double) CLOUDFRONT_WEIGHT : 1.0,
                "ownerId",
                "AWS",
                "tags",
                Map.of(),
                "version",
                1.0);
    }

    private static String name(Inputs arguments) {
        return arguments
                .optionalString("name")
                .or(() -> filtered(arguments.blocks("filters")))
                .orElseThrow(() -> new ProvisionException(arguments.owner() + ": name a prefix list"));
    }

    private static Optional<String> filtered(Collection<Inputs> filters) {
        return filters.stream()
                .filter(f -> f.string("name").equals("prefix-list-name"))
                .flatMap(f -> f.strings("values").stream())
                .findFirst();
    }
}
