package dev.quartet.local.dynamodb;

import tools.jackson.databind.node.ObjectNode;

/** Puts right what DynamoDB Local writes into stream records otherwise than AWS does. */
final class StreamRecords {
    /** What DynamoDB Local calls deletions by TTL. */
    private static final String BY_TTL = "UNKNOWN_TO_SDK_VERSION";

    private StreamRecords() {}

    /**
     * Corrects the answer of a GetRecords in place: region, and deletions by TTL, which are REMOVE by the service. See <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html">TTL and streams</a>.
     */
    static void correct(String region, ObjectNode answer) {
        for (var each : answer.path("Records")) {
            if (each instanceof ObjectNode record) {
                record.put("awsRegion", region);
                if (record.path("eventName").asString("").equals(BY_TTL)) {
                    record.put("eventName", "REMOVE");
                    record.putObject("userIdentity")
                            .put("Type", "Service")
                            .put("PrincipalId", "dynamodb.amazonaws.com");
                }
            }
        }
    }
}
