package dev.quartet.local.cloudfront.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What is kept, bounded in memory and on disk; the least useful goes first (W-TinyLFU, so a scan does not empty it). Thread-safe. */
final class ObjectStore implements AutoCloseable {
    private static final int UNIT = 1024;

    private final EdgeOptions options;
    private final Slabs slabs;
    private final Cache<String, StoredObject> inMemory;
    private final Cache<String, StoredObject> onDisk;

    ObjectStore(EdgeOptions options) {
        this.options = options;
        this.slabs = new Slabs(options.memoryBytes());
        this.inMemory = cache(options.memoryBytes(), StoredObject::weight);
        // In units: a file may be larger than an int counts.
        this.onDisk = cache(options.diskBytes() / UNIT, object ->
                (int) Math.min(Integer.MAX_VALUE, 1 + object.body().length() / UNIT));
    }

    private static Cache<String, StoredObject> cache(long most, ToIntFunction<StoredObject> weight) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String key, StoredObject object) -> weight.applyAsInt(object))
                // At once and here: memory must be free again before the next object takes it.
                .executor(Runnable::run)
                .removalListener((@Nullable String key, @Nullable StoredObject object, RemovalCause cause) -> {
                    if (object != null) {
                        object.body().release();
                    }
                })
                .build();
    }

    /** Returns a new body for an answer of {@code expected} bytes, negative when not known. */
    Body newBody(long expected) throws IOException {
        return new Body(slabs, options.directory(), options.fileFrom(), expected);
    }

    /** Returns if an answer of {@code length} bytes can be kept at all. */
    boolean fits(long length) {
        return length <= (length >= options.fileFrom() ? options.diskBytes() : options.memoryBytes() / 2);
    }

    /** Returns what is kept under {@code key}, which may be stale. */
    @Nullable
    StoredObject get(String key) {
        var object = inMemory.getIfPresent(key);
        return object == null ? onDisk.getIfPresent(key) : object;
    }

    /** Keeps {@code object}, whose body the caller has retained for it. */
    void put(StoredObject object) {
        boolean disk = object.body().onDisk();
        (disk ? inMemory : onDisk).invalidate(object.key());
        (disk ? onDisk : inMemory).put(object.key(), object);
    }

    void remove(StoredObject object) {
        inMemory.asMap().remove(object.key(), object);
        onDisk.asMap().remove(object.key(), object);
    }

    /** Forgets all whose key matches. */
    void removeIf(Predicate<String> matching) {
        inMemory.asMap().keySet().removeIf(matching);
        onDisk.asMap().keySet().removeIf(matching);
    }

    /** Returns the bytes that objects in memory take by the cache's own count. */
    long weight() {
        inMemory.cleanUp();
        return inMemory.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** Returns the bytes outside the heap that were ever taken. */
    long allocated() {
        return slabs.allocated();
    }

    @Override
    public void close() {
        inMemory.invalidateAll();
        onDisk.invalidateAll();
    }
}
