package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudfront.config.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectStoreTest {
    private static final int MIB = 1 << 20;
    private static final int OBJECTS = 12;

    @TempDir
    Path directory;

    @Test
    void objectsThatMemoryHasNoRoomFor_shouldBeKeptOnDisk_untilTheyAreRemoved() throws Exception {
        try (var store = store(64 * MIB)) {
            for (int i = 0; i < OBJECTS; i++) {
                store.put(object(store, i, MIB));
            }

            for (int i = 0; i < OBJECTS; i++) {
                assertThat(content(store, i)).containsOnly(i).hasSize(MIB);
            }
            assertThat(store.weight()).isLessThanOrEqualTo(4 * MIB);
            assertThat(onDisk(store, OBJECTS)).isBetween(8L, OBJECTS - 1L);

            store.removeIf(key -> true);
            assertThat(store.get("/0")).isNull();
        }
    }

    @Test
    void bodyInUse_shouldBeReadToItsEnd_afterItWentToDisk() throws Exception {
        try (var store = store(64 * MIB)) {
            var first = object(store, 0, MIB);
            assertThat(first.body().retain()).isTrue(); // a viewer reads it
            store.put(first);
            for (int i = 1; i < OBJECTS; i++) {
                store.put(object(store, i, MIB));
            }

            assertThat(read(first.body())).containsOnly(0).hasSize(MIB);
            first.body().release();
        }
    }

    @Test
    void disk_shouldHaveItsBound_andSmallObjectsShouldNotGoThere() throws Exception {
        try (var store = store(3 * MIB)) {
            for (int i = 0; i < OBJECTS; i++) {
                store.put(object(store, i, MIB));
                store.put(object(store, OBJECTS + i, 100_000));
            }
            assertThat(onDisk(store, OBJECTS)).isBetween(1L, 3L);
            assertThat(onDisk(store, 2 * OBJECTS)).isEqualTo(onDisk(store, OBJECTS));
        }
    }

    private ObjectStore store(long disk) {
        return new ObjectStore(new EdgeOptions(4 * MIB, disk, 4 * MIB, directory.resolve("edge")));
    }

    private static StoredObject object(ObjectStore store, int number, int size) throws IOException {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) number);
        var body = store.newBody(size);
        body.append(bytes, 0, size);
        body.finish();
        var state = new StoredObject.State(Headers.NONE, 0, new Freshness(true, 60, 0, 0));
        return new StoredObject("/" + number, 200, body, "", size, false, state);
    }

    private static byte[] content(ObjectStore store, int number) throws IOException {
        var object = requireNonNull(store.get("/" + number), "object " + number);
        assertThat(object.length()).isEqualTo(MIB);
        return read(object.body());
    }

    private static byte[] read(Body body) throws IOException {
        var bytes = new byte[(int) body.length()];
        for (int at = 0; at < bytes.length; ) {
            var part = body.read(at, bytes.length - at);
            int count = part.remaining();
            part.get(bytes, at, count);
            at += count;
        }
        return bytes;
    }

    /** Returns how many are on disk; a file has no name any more once it is open. */
    private static long onDisk(ObjectStore store, int objects) {
        return IntStream.range(0, objects)
                .mapToObj(i -> store.get("/" + i))
                .filter(object -> object != null && object.body().onDisk())
                .count();
    }
}
