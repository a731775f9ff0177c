package dev.quartet.local.aws;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a service, protocol left out: JSON in, JSON out. */
@FunctionalInterface
public interface JsonOperation {
    /** Runs the operation; throws {@link dev.quartet.local.core.AwsException} for what AWS would refuse. */
    JsonNode run(AwsRequest request, ObjectNode input) throws Exception;
}
