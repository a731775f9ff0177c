package dev.quartet.local.traffic;

/**
 * What CloudWatch says of the edge and its origin over some whole minutes, other traffic of these minutes included. Immutable.
 *
 * @param edgeRequests Requests of the distribution
 * @param edgeBytes BytesDownloaded of the distribution
 * @param requests RequestCount of the load balancer and, as it leaves them out, HTTPCode_ELB_5XX_Count
 * @param refused HTTPCode_ELB_5XX_Count alone
 * @param bytes ProcessedBytes of the load balancer
 * @param cpuSeconds of all instances, from CPUUtilization
 * @param mostInService the greatest GroupInServiceInstances
 * @param mostDesired the greatest GroupDesiredCapacity
 * @param bytesRead DataReadIOBytes of the file system
 */
public record OriginFigures(
        double edgeRequests,
        double edgeBytes,
        double requests,
        double refused,
        double bytes,
        double cpuSeconds,
        double mostInService,
        double mostDesired,
        double bytesRead) {
    /** Returns the share of requests that the edge kept away; NaN where it was not asked. */
    public double requestOffload() {
        return edgeRequests == 0 ? Double.NaN : Math.max(0, 1 - requests / edgeRequests);
    }

    /** Returns the share of bytes that the edge kept away; NaN where it was not asked. */
    public double byteOffload() {
        return edgeBytes == 0 ? Double.NaN : Math.max(0, 1 - bytes / edgeBytes);
    }
}
