package dev.quartet.local.dynamodb;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations of DynamoDB and of DynamoDB Streams that the local cloud answers, and how each is treated.
 *
 * @param capacity what {@code ConsumedCapacity} of its answer counts as
 */
record Operation(String name, Kind kind, Capacity capacity) {
    /** What an operation works on. */
    enum Kind {
        /** Items of one or more tables. */
        ITEMS,
        /** A table, or all of them. */
        TABLE,
        /** A stream. */
        STREAM,
        /** What DynamoDB Local lacks: tags, backups. */
        FRONT
    }

    /** Which capacity units an operation consumes. */
    enum Capacity {
        NONE,
        READ,
        WRITE
    }

    private static final Map<String, Operation> ALL = Stream.of(
                    items("GetItem", Capacity.READ),
                    items("BatchGetItem", Capacity.READ),
                    items("TransactGetItems", Capacity.READ),
                    items("Query", Capacity.READ),
                    items("Scan", Capacity.READ),
                    items("PutItem", Capacity.WRITE),
                    items("UpdateItem", Capacity.WRITE),
                    items("DeleteItem", Capacity.WRITE),
                    items("BatchWriteItem", Capacity.WRITE),
                    items("TransactWriteItems", Capacity.WRITE),
                    of("CreateTable", Kind.TABLE),
                    of("UpdateTable", Kind.TABLE),
                    of("DeleteTable", Kind.TABLE),
                    of("DescribeTable", Kind.TABLE),
                    of("ListTables", Kind.TABLE),
                    of("UpdateTimeToLive", Kind.TABLE),
                    of("DescribeTimeToLive", Kind.TABLE),
                    of("DescribeLimits", Kind.TABLE),
                    of("ListStreams", Kind.STREAM),
                    of("DescribeStream", Kind.STREAM),
                    of("GetShardIterator", Kind.STREAM),
                    of("GetRecords", Kind.STREAM),
                    of("TagResource", Kind.FRONT),
                    of("UntagResource", Kind.FRONT),
                    of("ListTagsOfResource", Kind.FRONT),
                    of("DescribeContinuousBackups", Kind.FRONT),
                    of("UpdateContinuousBackups", Kind.FRONT))
            .collect(Collectors.toUnmodifiableMap(Operation::name, operation -> operation));

    /** Returns the operation of that name, or null. */
    static @org.jspecify.annotations.Nullable Operation named(String name) {
        return ALL.get(name);
    }

    /** Returns what goes into {@code X-Amz-Target}. */
    String target() {
        return (kind == Kind.STREAM ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + name;
    }

    private static Operation items(String name, Capacity capacity) {
        return new Operation(name, Kind.ITEMS, capacity);
    }

    private static Operation of(String name, Kind kind) {
        return new Operation(name, kind, Capacity.NONE);
    }
}
