package dev.quartet.exports.prices;

/** How much of what AWS bills comes with a thing of ours, where the thing alone does not tell. */
public final class BilledQuantities {
    /** Additional metrics of a distribution: AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html. */
    public static final int EDGE_METRICS = 8;
    /** Metrics that detailed monitoring of an instance is billed as: aws.amazon.com/cloudwatch/pricing. */
    public static final int INSTANCE_METRICS = 7;
    /** Disk of an instance of updates, in GB. */
    public static final int INSTANCE_DISK_GB = 8;

    private BilledQuantities() {}
}
