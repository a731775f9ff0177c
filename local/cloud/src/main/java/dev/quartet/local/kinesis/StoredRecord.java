package dev.quartet.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A record in its shard. The data is not to be changed. */
record StoredRecord(String sequenceNumber, String partitionKey, byte[] data, Instant arrived) {
    StoredRecord {
        requireNonNull(sequenceNumber, "sequenceNumber is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(data, "data is null");
        requireNonNull(arrived, "arrived is null");
    }

    /** Returns the size that limits and metrics count: key and data. */
    int size() {
        return size(partitionKey, data);
    }

    static int size(String partitionKey, byte[] data) {
        return partitionKey.getBytes(StandardCharsets.UTF_8).length + data.length;
    }
}
