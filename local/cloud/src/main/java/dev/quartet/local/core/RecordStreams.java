package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service's streams as Lambda's event source mappings read them: DynamoDB Streams, Kinesis. Every read asks IAM for its
 * caller: {@link AwsException} {@code AccessDeniedException}, {@code ResourceNotFoundException},
 * {@code ExpiredIteratorException}. Thread-safe; blocks.
 */
public interface RecordStreams {
    /** Returns the service in the ARNs of its streams: {@code dynamodb}, {@code kinesis}. */
    String service();

    /** Returns the actions that a function's role needs on the stream, without the service's prefix. */
    List<String> rights();

    /** Returns what is between {@code Batch} and {@code Info} of a failed batch's record: {@code DDBStream}, {@code Kinesis}. */
    String batchInfo();

    /** Returns the stream's shards, parents before their children. */
    List<Shard> shards(Caller caller, String streamArn);

    /** Returns an iterator that begins at {@code position}. */
    String iterator(Caller caller, String streamArn, String shardId, Position position);

    /** Reads up to {@code most} records. */
    Slice read(Caller caller, String streamArn, String iterator, int most);

    /** Calls {@code wake} whenever records may have been added, until the returned handle is closed. Must be quick. */
    Wakeup onRecords(String streamArn, Runnable wake);

    /**
     * A part of a stream.
     *
     * @param parents ids of the shard that it came from by a split, or of the two by a merge; none at first
     */
    record Shard(String id, List<String> parents) {
        public Shard {
            requireNonNull(id, "id is null");
            parents = List.copyOf(parents);
        }
    }

    /**
     * Where to begin.
     *
     * @param type {@code TRIM_HORIZON}, {@code LATEST}, {@code AFTER_SEQUENCE_NUMBER}, {@code AT_TIMESTAMP}
     */
    record Position(String type, Optional<String> sequenceNumber, Optional<Instant> timestamp) {
        public Position {
            requireNonNull(type, "type is null");
        }

        /** Returns the position of that type, which needs nothing else. */
        public static Position of(String type) {
            return new Position(type, Optional.empty(), Optional.empty());
        }

        /** Returns the position behind a record. */
        public static Position after(String sequenceNumber) {
            return new Position("AFTER_SEQUENCE_NUMBER", Optional.of(sequenceNumber), Optional.empty());
        }
    }

    /**
     * What one read brought.
     *
     * @param nextIterator empty when the shard is closed and read to its end
     */
    record Slice(List<Entry> entries, Optional<String> nextIterator) {
        public Slice {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One record. Not to be changed.
     *
     * @param key records of one key keep their order
     * @param arrived when it came into the stream, about
     * @param event as Lambda's events have it in {@code Records}
     * @param filterView what filter patterns look at: the event, with data that is JSON decoded
     */
    record Entry(String sequenceNumber, String key, Instant arrived, ObjectNode event, ObjectNode filterView) {
        public Entry {
            requireNonNull(sequenceNumber, "sequenceNumber is null");
            requireNonNull(key, "key is null");
            requireNonNull(arrived, "arrived is null");
            requireNonNull(event, "event is null");
            requireNonNull(filterView, "filterView is null");
        }
    }

    /** Ends the calls. */
    @FunctionalInterface
    interface Wakeup extends AutoCloseable {
        @Override
        void close();
    }
}
