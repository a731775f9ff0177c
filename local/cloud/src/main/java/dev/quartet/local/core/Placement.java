package dev.quartet.local.core;

import java.util.List;

/**
 * Where a function or instance stands in a VPC.
 *
 * @param owner its name, for the log line that says why a call could not get through
 * @param subnetIds ids of its subnets
 * @param securityGroupIds ids of its security groups
 */
public record Placement(String owner, List<String> subnetIds, List<String> securityGroupIds) {
    public Placement {
        subnetIds = List.copyOf(subnetIds);
        securityGroupIds = List.copyOf(securityGroupIds);
    }
}
