package dev.quartet.infra.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys, indexes and habits of a table. Immutable; the methods return copies. All keys are texts; {@code expires} names the
 * attribute that tells when an item may be forgotten (seconds since 1970), {@code replicas} the other regions that have it.
 */
public record TableShape(
        String hashKey,
        Optional<String> rangeKey,
        Optional<String> expires,
        boolean streamed,
        List<Index> indexes,
        List<String> replicas) {
    /** A global secondary index and the attributes that it has besides keys; none: keys alone. */
    public record Index(String name, String hashKey, String rangeKey, List<String> attributes) {
        public Index {
            attributes = List.copyOf(attributes);
        }
    }

    public TableShape {
        indexes = List.copyOf(indexes);
        replicas = List.copyOf(replicas);
    }

    /** Returns a table whose items have one key. */
    public static TableShape of(String hashKey) {
        return new TableShape(hashKey, Optional.empty(), Optional.empty(), false, List.of(), List.of());
    }

    /** Returns a table whose items have a key of two parts. */
    public static TableShape of(String hashKey, String rangeKey) {
        return new TableShape(hashKey, Optional.of(rangeKey), Optional.empty(), false, List.of(), List.of());
    }

    /** Adds an index. */
    public TableShape index(String name, String hash, String range, String... attributes) {
        List<Index> all = new ArrayList<>(indexes);
        all.add(new Index(name, hash, range, List.of(attributes)));
        return new TableShape(hashKey, rangeKey, expires, streamed, all, replicas);
    }

    /** Forgets items by the time in this attribute. */
    public TableShape expiring(String attribute) {
        return new TableShape(hashKey, rangeKey, Optional.of(attribute), streamed, indexes, replicas);
    }

    /** Tells followers of each change, with the item before and after. */
    public TableShape streaming() {
        return new TableShape(hashKey, rangeKey, expires, true, indexes, replicas);
    }

    /** Has replicas in other regions; with any, the table has a stream, the same in each region. */
    public TableShape replicatedTo(List<String> regions) {
        return new TableShape(hashKey, rangeKey, expires, streamed || !regions.isEmpty(), indexes, regions);
    }

    /** Returns the names of all key attributes, each once. */
    List<String> keys() {
        return Stream.concat(
                        Stream.concat(Stream.of(hashKey), rangeKey.stream()),
                        indexes.stream().flatMap(index -> Stream.of(index.hashKey(), index.rangeKey())))
                .distinct()
                .toList();
    }
}
