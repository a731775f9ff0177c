package dev.quartet.local.recorded;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provider's functions that tell who and where one is. Immutable. */
public final class AccountFunctions implements ResourceModule {
    private static final List<String> ZONES = List.of("a", "b", "c");

    private final String accountId;
    private final String region;

    /** Answers for {@code accountId} (12 digits) in {@code region}. */
    public AccountFunctions(String accountId, String region) {
        this.accountId = requireNonNull(accountId, "accountId is null");
        this.region = requireNonNull(region, "region is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.function(
                "aws:index/getCallerIdentity:getCallerIdentity",
                arguments -> Map.of(
                        "accountId", accountId,
                        "arn", "arn:aws:iam::" + accountId + ":root",
                        "id", accountId,
                        "userId", accountId));
        catalog.function("aws:index/getRegion:getRegion", arguments -> {
            var name = arguments.optionalString("name").orElse(region);
            return Map.of("id", name, "name", name, "description", name, "endpoint", "ec2." + name + ".amazonaws.com");
        });
        catalog.function(
                "aws:index/getPartition:getPartition",
                arguments -> Map.of(
                        "id", "aws",
                        "partition", "aws",
                        "dnsSuffix", "amazonaws.com",
                        "reverseDnsPrefix", "com.amazonaws"));
        catalog.function("aws:index/getAvailabilityZones:getAvailabilityZones", arguments -> zones());
    }

    private Map<String, Object> zones() {
        var names = ZONES.stream().map(zone -> region + zone).toList();
        var ids = new ArrayList<String>();
        for (int i = 1; i <= ZONES.size(); i++) {
            ids.add(zonePrefix(region) + "-az" + i);
        }
        return Map.of("id", region, "names", names, "zoneIds", List.copyOf(ids), "groupNames", List.of(region));
    }

    /** Returns {@code apne1} for {@code ap-northeast-1}: how AWS begins the ids of a region's zones. */
    static String zonePrefix(String region) {
        var parts = region.split("-");
        if (parts.length != 3) {
            return region;
        }
        var direction = parts[1].replace("north", "n")
                .replace("south", "s")
                .replace("east", "e")
                .replace("west", "w")
                .replace("central", "c");
        return parts[0] + direction + parts[2];
    }
}
