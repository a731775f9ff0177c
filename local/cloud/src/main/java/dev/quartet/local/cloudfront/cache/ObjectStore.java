package dev.quartet.local.cloudfront.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept, bounded in memory and on disk; the least useful goes first (W-TinyLFU, so a scan does not empty it), and from memory
 * to disk where it is worth a file. Thread-safe.
 */
final class ObjectStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
    private static final int UNIT = 1024;
    /** What is smaller costs the origin less than a file costs here. */
    private static final int SPILLED_FROM = 256 * 1024;
    /** What a file counts for at least: each is open, and a process may not have any number of them open. */
    private static final int FILE_UNITS = 1024;

    private final EdgeOptions options;
    private final Slabs slabs;
    private final Cache<String, StoredObject> inMemory;
    private final Cache<String, StoredObject> onDisk;

    ObjectStore(EdgeOptions options) {
        this.options = options;
        this.slabs = new Slabs(options.memoryBytes());
        // In units: a file may be larger than an int counts.
        this.onDisk = cache(
                options.diskBytes() / UNIT,
                object -> Math.clamp(object.body().length() / UNIT, FILE_UNITS, Integer.MAX_VALUE),
                evicted -> {});
        this.inMemory = cache(options.memoryBytes(), StoredObject::weight, this::spill);
    }

    private static Cache<String, StoredObject> cache(
            long most, ToIntFunction<StoredObject> weight, Consumer<StoredObject> evicted) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String key, StoredObject object) -> weight.applyAsInt(object))
                // At once and here: memory must be free again before the next object takes it.
                .executor(Runnable::run)
                .removalListener((@Nullable String key, @Nullable StoredObject object, RemovalCause cause) -> {
                    if (object != null) {
                        if (cause == RemovalCause.SIZE) {
                            evicted.accept(object);
                        }
                        object.body().release();
                    }
                })
                .build();
    }

    /** Goes on keeping on disk what memory has no room for: a release of many ranges is larger than memory. */
    private void spill(StoredObject object) {
        var body = object.body();
        if (body.length() < SPILLED_FROM || body.length() > options.diskBytes() || !body.whole()) {
            return;
        }
        try {
            onDisk.put(object.key(), object.with(body.inFile()));
        } catch (IOException e) { // no room on disk: the origin is asked again
            log.warn("an object cannot be kept on disk: {}", e.getMessage());
        }
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
