package dev.quartet.infra.cost;

import java.util.Map;

/** List prices in US dollars. They differ a little between regions: an estimate, not an offer. */
final class ListPrices {
    static final String SOURCE = "approximate list prices of ap-northeast-1, mid-2025; see aws.amazon.com/pricing";
    static final double HOURS = 730;
    /** An alarm is billed by the metrics that it watches: two for a ratio. */
    static final double ALARM_METRIC = 0.10;

    static final double DASHBOARD = 3.00;
    /** Eight metrics at the price of a custom one. */
    static final double EDGE_METRICS = 8 * 0.30;

    static final int WAF_RULES = 4;
    /** 5 an ACL and 1 a rule or managed group; requests are extra. */
    static final double WAF = 5.00 + WAF_RULES * 1.00;

    /** A shard by the hour; records are extra. */
    static final double SHARD = 0.0195 * HOURS;
    /** The stream by the hour; what goes in and out is extra. */
    static final double STREAM_ON_DEMAND = 0.052 * HOURS;
    /** By the hour; what it carries is extra. */
    static final double LOAD_BALANCER = 0.0243 * HOURS;

    /** By the hour and zone; what it carries is extra. */
    static final double INTERFACE_ENDPOINT = 0.014 * HOURS;

    /** By the hour; what it carries is extra. */
    static final double NAT = 0.062 * HOURS;
    /** By the hour, whoever has it. */
    static final double PUBLIC_ADDRESS = 0.005 * HOURS;

    /** Eight GB of gp3, and seven metrics a minute, which detailed monitoring is billed as. */
    private static final double DISK_AND_METRICS = 8 * 0.096 + 7 * 0.30;

    private static final Map<String, Double> INSTANCE_HOUR = Map.of(
            "t4g.micro",
            0.0108,
            "t4g.small",
            0.0216,
            "t4g.medium",
            0.0432,
            "t4g.large",
            0.0864,
            "m7g.medium",
            0.0527,
            "m7g.large",
            0.1054,
            "c7gn.medium",
            0.0788,
            "c7gn.large",
            0.1577);

    private static final double DAX_R5_LARGE_HOUR = 0.32;
    private static final Map<String, Double> DAX_HOUR = Map.of(
            "dax.t3.small",
            0.048,
            "dax.t3.medium",
            0.096,
            "dax.r5.large",
            DAX_R5_LARGE_HOUR,
            "dax.r5.xlarge",
            2 * DAX_R5_LARGE_HOUR);
    private static final Map<String, Double> API_CACHE_HOUR = Map.of(
            "0.5", 0.020, "1.6", 0.038, "6.1", 0.200, "13.5", 0.250, "28.4", 0.500, "58.2", 1.000, "118", 1.900, "237",
            3.800);

    private ListPrices() {}

    /** Sizes above xlarge are multiples: dax.r5.4xlarge is eight times dax.r5.large. */
    static double daxNode(String nodeType) {
        Double hour = DAX_HOUR.get(nodeType);
        if (hour == null) {
            String size = nodeType.substring(nodeType.lastIndexOf('.') + 1).replace("xlarge", "");
            hour = 2 * DAX_R5_LARGE_HOUR * Integer.parseInt(size);
        }
        return hour * HOURS;
    }

    /** An instance on demand, with its disk and its metrics of each minute. */
    static double instance(String type) {
        return java.util.Objects.requireNonNull(INSTANCE_HOUR.get(type), type) * HOURS + DISK_AND_METRICS;
    }

    /** Fargate by the hour: half a processor, one GB. */
    static double dashboardTask(String processor) {
        return (processor.equals("arm64") ? 0.5 * 0.04045 + 0.00442 : 0.5 * 0.05056 + 0.00553) * HOURS;
    }

    static double apiCache(String sizeGb) {
        return java.util.Objects.requireNonNull(API_CACHE_HOUR.get(sizeGb), sizeGb) * HOURS;
    }
}
