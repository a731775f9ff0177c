package dev.quartet.infra.edge;

import com.pulumi.aws.cloudfront.MonitoringSubscription;
import com.pulumi.aws.cloudfront.MonitoringSubscriptionArgs;
import com.pulumi.aws.cloudfront.inputs.MonitoringSubscriptionMonitoringSubscriptionArgs;
import com.pulumi.aws.cloudfront.inputs.MonitoringSubscriptionMonitoringSubscriptionRealtimeMetricsSubscriptionConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;

/** A distribution's additional metrics, without which CloudFront tells neither cache hits nor the origin's latency. */
public final class EdgeMetrics {
    private EdgeMetrics() {}

    /** Switches them on. */
    public static void enable(Resource parent, String name, Output<String> distributionId) {
        new MonitoringSubscription(
                name,
                MonitoringSubscriptionArgs.builder()
                        .distributionId(distributionId)
                        .monitoringSubscription(MonitoringSubscriptionMonitoringSubscriptionArgs.builder()
                                .realtimeMetricsSubscriptionConfig(
                                        MonitoringSubscriptionMonitoringSubscriptionRealtimeMetricsSubscriptionConfigArgs
                                                .builder()
                                                .realtimeMetricsSubscriptionStatus("Enabled")
                                                .build())
                                .build())
                        .build(),
                Scope.in(parent));
    }
}
