package dev.quartet.local.kinesis;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.kinesis.Shard.Position;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Shard iterators: where to read on, good for five minutes. Thread-safe. */
final class Iterators {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 6;

    private final Clock clock;

    Iterators(Clock clock) {
        this.clock = clock;
    }

    /** Returns the position in {@code shard} that {@code type} means; throws what GetShardIterator refuses. */
    static Position position(
            Stream stream, Shard shard, String type, Optional<String> sequence, Optional<Instant> time) {
        return switch (type) {
            case "TRIM_HORIZON" -> new Position(SequenceNumbers.BEGIN, true);
            case "LATEST" -> shard.latest();
            case "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER" -> {
                var number = sequence.orElseThrow(() -> Errors.invalid(
                        "Must either specify both StartingSequenceNumber and ShardIteratorType %s or neither."
                                .formatted(type)));
                if (!shard.owns(number)) {
                    throw Errors.invalid(
                            "StartingSequenceNumber %s used in GetShardIterator on shard %s in stream %s is invalid because it did not come from this stream."
                                    .formatted(number, shard.id(), stream.name()));
                }
                yield new Position(number, type.startsWith("AT"));
            }
            case "AT_TIMESTAMP" ->
                new Position(
                        SequenceNumbers.at(time.orElseThrow(() ->
                                Errors.invalid("Must specify timestamp parameter for iterator of type AT_TIMESTAMP."))),
                        true);
            default ->
                throw Errors.validation(
                        "shardIteratorType",
                        type,
                        "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        };
    }

    /** Returns an iterator as clients get it. */
    String write(Stream stream, Shard shard, Position position) {
        var text = String.join(
                SEPARATOR,
                stream.name(),
                stream.id(),
                shard.id(),
                position.sequenceNumber(),
                Boolean.toString(position.inclusive()),
                clock.instant().toString());
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an iterator; throws {@code InvalidArgumentException} for what is none. */
    static Cursor read(String iterator) {
        try {
            var text = new String(Base64.getDecoder().decode(iterator), StandardCharsets.UTF_8);
            var parts = text.split(SEPARATOR, -1);
            if (parts.length == PARTS) {
                return new Cursor(
                        parts[0],
                        parts[1],
                        parts[2],
                        new Position(parts[3], Boolean.parseBoolean(parts[4])),
                        Instant.parse(parts[5]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Errors.invalid("Invalid ShardIterator.");
        }
        throw Errors.invalid("Invalid ShardIterator.");
    }

    /** Throws {@code ExpiredIteratorException} when {@code cursor} is too old. */
    void requireFresh(Cursor cursor) {
        var now = clock.instant();
        if (cursor.issued().plus(LIFE).isBefore(now)) {
            throw new AwsException(
                    "ExpiredIteratorException",
                    400,
                    "Iterator expired. The iterator was created at time %s while right now it is %s which is further in the future than the tolerated delay of %d milliseconds."
                            .formatted(cursor.issued(), now, LIFE.toMillis()));
        }
    }

    /** What is in an iterator; {@code streamId} tells streams of one name apart. */
    record Cursor(String streamName, String streamId, String shardId, Position position, Instant issued) {}
}
