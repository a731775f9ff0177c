package dev.quartet.local.kinesis;

import dev.quartet.local.core.AwsException;

/** Kinesis's refusals, in its words. */
final class Errors {
    private Errors() {}

    static AwsException noStream(String stream, String account) {
        return notFound("Stream %s under account %s not found.".formatted(stream, account));
    }

    static AwsException noShard(String shard, String stream, String account) {
        return notFound("Could not find shard %s in stream %s under account %s.".formatted(shard, stream, account));
    }

    static AwsException inUse(String message) {
        return new AwsException("ResourceInUseException", 400, message);
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidArgumentException", 400, message);
    }

    static AwsException validation(String member, Object value, String allowed) {
        return new AwsException(
                "ValidationException",
                400,
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
                        .formatted(value, member, allowed));
    }

    static AwsException exceeded(String shard, String stream, String account) {
        return new AwsException(
                "ProvisionedThroughputExceededException",
                400,
                "Rate exceeded for shard %s in stream %s under account %s.".formatted(shard, stream, account));
    }

    private static AwsException notFound(String message) {
        return new AwsException("ResourceNotFoundException", 400, message);
    }
}
