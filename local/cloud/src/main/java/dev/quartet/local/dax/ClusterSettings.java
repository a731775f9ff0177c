package dev.quartet.local.dax;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Placement;
import java.time.Duration;
import java.util.List;

/**
 * What a cluster is. Immutable.
 *
 * @param address as it would be on AWS; locally only a name
 * @param port 9111 with encryption, else 8111
 * @param role the cluster's own role, by which it calls DynamoDB
 * @param placement its subnets and security groups
 * @param itemTtl {@code record-ttl-millis}; zero: until evicted or written
 * @param queryTtl {@code query-ttl-millis}; zero: until evicted
 * @param nodes node ids
 */
record ClusterSettings(
        String name,
        String arn,
        String region,
        String address,
        int port,
        Caller role,
        Placement placement,
        Duration itemTtl,
        Duration queryTtl,
        List<String> nodes) {
    ClusterSettings {
        requireNonNull(name, "name is null");
        requireNonNull(arn, "arn is null");
        nodes = List.copyOf(nodes);
    }
}
