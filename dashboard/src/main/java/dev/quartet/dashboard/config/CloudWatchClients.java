package dev.quartet.dashboard.config;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** CloudWatch by region. */
public interface CloudWatchClients {
    /** CloudWatch of a region, at {@code endpointUrl} where the stack is a local one. */
    CloudWatchClient cloudWatch(String region, @Nullable String endpointUrl);
}
