package dev.quartet.local.kinesis;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A record to be written, checked as <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a> does. */
record PutEntry(String partitionKey, Optional<BigInteger> explicitHashKey, byte[] data) {
    private static final int LONGEST_KEY = 256;
    private static final int MOST_BYTES = 1024 * 1024;

    PutEntry {
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(explicitHashKey, "explicitHashKey is null");
        requireNonNull(data, "data is null");
        if (partitionKey.isEmpty() || partitionKey.length() > LONGEST_KEY) {
            throw Errors.validation("partitionKey", partitionKey, "Member must have length from 1 to " + LONGEST_KEY);
        }
        explicitHashKey.ifPresent(key -> {
            if (key.signum() < 0 || key.compareTo(HashRange.ALL) >= 0) {
                throw Errors.invalid(
                        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
                                + key);
            }
        });
        if (StoredRecord.size(partitionKey, data) > MOST_BYTES) {
            throw Errors.validation(
                    "data",
                    "%d bytes with its key".formatted(StoredRecord.size(partitionKey, data)),
                    "Member must have length less than or equal to " + MOST_BYTES);
        }
    }

    static PutEntry read(JsonNode input) {
        return new PutEntry(
                WireValues.requiredText(input, "PartitionKey"),
                WireValues.text(input, "ExplicitHashKey").map(PutEntry::number),
                data(input));
    }

    int size() {
        return StoredRecord.size(partitionKey, data);
    }

    private static byte[] data(JsonNode input) {
        var data = input.path("Data");
        if (data.isMissingNode() || data.isNull()) {
            throw Errors.validation("data", "null", "Member must not be null");
        }
        try {
            return data.binaryValue();
        } catch (JacksonException e) {
            throw new AwsException("SerializationException", 400, "Data is not Base64");
        }
    }

    private static BigInteger number(String text) {
        if (!text.matches("0|[1-9]\\d{0,38}")) {
            throw Errors.validation(
                    "explicitHashKey", text, "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        }
        return new BigInteger(text);
    }
}
