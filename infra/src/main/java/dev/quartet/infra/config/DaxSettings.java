package dev.quartet.infra.config;

import java.util.List;
import java.util.Set;

/** The DAX cluster; {@code nodes} is 1 (no failover) or 3 to 10, as a cluster of two cannot elect a primary node. */
public record DaxSettings(boolean enabled, String nodeType, int nodes) {
    static final List<String> NODE_TYPES = List.of(
            "dax.t3.small",
            "dax.t3.medium",
            "dax.r5.large",
            "dax.r5.xlarge",
            "dax.r5.2xlarge",
            "dax.r5.4xlarge",
            "dax.r5.8xlarge",
            "dax.r5.12xlarge",
            "dax.r5.16xlarge",
            "dax.r5.24xlarge");

    /** Regions that have DAX: https://docs.aws.amazon.com/general/latest/gr/ddb.html */
    private static final Set<String> REGIONS = Set.of(
            "ap-northeast-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-central-1",
            "eu-north-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    static DaxSettings read(Values values, String region) {
        boolean enabled = values.flag("dax", false);
        boolean unlisted = values.flag("daxUnlistedRegion", false);
        String nodeType = values.oneOf("daxNodeType", "dax.t3.small", NODE_TYPES);
        int nodes = values.integer("daxNodes", 1, 10).orElse(1);
        if (nodes == 2) {
            throw values.refused(
                    "daxNodes", nodes, "1 (development) or 3 to 10 (production); DAX has no clusters of 2");
        }
        if (enabled && !unlisted && !REGIONS.contains(region)) {
            throw values.refused(
                    "dax",
                    true,
                    "false in aws:region " + region + ", which is not known to have DAX. Known: "
                            + String.join(", ", REGIONS.stream().sorted().toList())
                            + ". If AWS has added it, set quartet:daxUnlistedRegion to true");
        }
        return new DaxSettings(enabled, nodeType, nodes);
    }
}
