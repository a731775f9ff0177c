package dev.quartet.infra.operations;

import dev.quartet.exports.UpdatesExports;
import dev.quartet.infra.core.Scopes;
import java.util.List;

/** The charts of software updates on the overview; the edge's metrics are in us-east-1. */
final class UpdatesWidgets {
    private UpdatesWidgets() {}

    static List<Widget> of(UpdatesExports updates) {
        String group = updates.autoScalingGroupName();
        return List.of(
                edge(updates, "Updates: requests to the edge", "Requests"),
                edge(updates, "Updates: bytes from the edge", "BytesDownloaded"),
                new Widget("Updates: requests to the origin", "Sum")
                        .metric(balancer(updates, "RequestCount"))
                        .metric(balancer(updates, "HTTPCode_ELB_5XX_Count")),
                new Widget("Updates: bytes through the origin", "Sum").metric(balancer(updates, "ProcessedBytes")),
                new Widget("Updates: servers", "Average")
                        .metric("AWS/AutoScaling", "GroupDesiredCapacity", "AutoScalingGroupName", group)
                        .metric("AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", group),
                new Widget("Updates: processors of the servers", "Average")
                        .metric("AWS/EC2", "CPUUtilization", "AutoScalingGroupName", group),
                new Widget("Updates: burst credits of the file system", "Minimum")
                        .metric("AWS/EFS", "BurstCreditBalance", "FileSystemId", updates.fileSystemId()),
                new Widget("Updates: releases", "Sum")
                        .metric(release(updates, "ReleasesPublished"))
                        .metric(release(updates, "ReleasesRejected")));
    }

    private static Widget edge(UpdatesExports updates, String title, String metric) {
        return new Widget(title, "Sum")
                .in(Scopes.EDGE_REGION)
                .metric("AWS/CloudFront", metric, "DistributionId", updates.distributionId(), "Region", "Global");
    }

    private static String[] balancer(UpdatesExports updates, String metric) {
        return new String[] {"AWS/ApplicationELB", metric, "LoadBalancer", updates.loadBalancer()};
    }

    private static String[] release(UpdatesExports updates, String metric) {
        String function = updates.functions().get(0).name();
        return new String[] {"Quartet/Updates", metric, "FunctionName", function};
    }
}
