package dev.quartet.local.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * One bucket: an index in memory, the bytes in files; with a data directory each version is described in a file beside its
 * bytes. Thread-safe: readers see whole versions, writers take turns.
 */
final class Bucket {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DESCRIPTION = ".json";

    private final String name;
    private final String region;
    private final Instant created;
    private final Path folder;
    private final boolean kept;
    private final BucketSettings settings = new BucketSettings();
    /** Newest version first. */
    private final NavigableMap<String, List<StoredObject>> objects = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);

    private final AtomicLong sequence = new AtomicLong();

    /** Opens a bucket in {@code folder}, with what an earlier run left there. */
    Bucket(String name, String region, Instant created, Path folder, boolean kept) throws IOException {
        this.name = name;
        this.region = region;
        this.created = created;
        this.folder = Files.createDirectories(folder);
        this.kept = kept;
        if (kept) {
            load();
        }
    }

    String name() {
        return name;
    }

    String arn() {
        return "arn:aws:s3:::" + name;
    }

    String region() {
        return region;
    }

    Instant created() {
        return created;
    }

    BucketSettings settings() {
        return settings;
    }

    /** Returns all versions by key, newest first. */
    NavigableMap<String, List<StoredObject>> objects() {
        return objects;
    }

    /** Returns the current version, a delete marker too; empty when the key has never been. */
    Optional<StoredObject> current(String key) {
        var versions = objects.get(key);
        return versions == null ? Optional.empty() : Optional.of(versions.getFirst());
    }

    /** Returns a certain version. */
    Optional<StoredObject> version(String key, String versionId) {
        return objects.getOrDefault(key, List.of()).stream()
                .filter(object -> object.versionId().equals(versionId))
                .findFirst();
    }

    /** Returns a new file for bytes that are about to be written. */
    Path newFile() {
        return folder.resolve("o" + nextId());
    }

    /** Returns the file of {@code object}'s bytes. */
    Path file(StoredObject object) {
        return folder.resolve(object.file());
    }

    /** Returns the version id that a write gets now. */
    String nextVersionId() {
        return settings.keepsVersions() ? nextId() : StoredObject.NO_VERSION;
    }

    /** Adds {@code object} as the current version; without versioning it replaces its like. */
    synchronized void add(StoredObject object) throws IOException {
        describe(object);
        var versions = new ArrayList<>(objects.getOrDefault(object.key(), List.of()));
        var replaced = versions.stream()
                .filter(old -> old.versionId().equals(object.versionId()))
                .toList();
        versions.removeAll(replaced);
        versions.addFirst(object);
        objects.put(object.key(), List.copyOf(versions));
        for (var old : replaced) {
            discard(old);
        }
    }

    /** Removes one version for good; returns it if there was one. */
    synchronized Optional<StoredObject> remove(String key, String versionId) throws IOException {
        var found = version(key, versionId);
        if (found.isPresent()) {
            var versions = new ArrayList<>(objects.getOrDefault(key, List.of()));
            versions.remove(found.get());
            if (versions.isEmpty()) {
                objects.remove(key);
            } else {
                objects.put(key, List.copyOf(versions));
            }
            discard(found.get());
        }
        return found;
    }

    /** Puts {@code changed} in the place of the version of the same id. */
    synchronized void replace(StoredObject changed) throws IOException {
        describe(changed);
        objects.computeIfPresent(changed.key(), (key, versions) -> versions.stream()
                .map(old -> old.versionId().equals(changed.versionId()) ? changed : old)
                .toList());
    }

    /** Removes the folder and all in it. */
    void delete() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private String nextId() {
        // Grows with time, as a version id's order should say which came later.
        return HexFormat.of().toHexDigits((System.currentTimeMillis() << 20) | (sequence.getAndIncrement() & 0xFFFFF));
    }

    private void describe(StoredObject object) throws IOException {
        if (kept) {
            var next = folder.resolve(descriptionName(object) + ".new");
            Files.write(next, JSON.writeValueAsBytes(object));
            Files.move(
                    next,
                    folder.resolve(descriptionName(object)),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void discard(StoredObject object) throws IOException {
        if (kept) {
            Files.deleteIfExists(folder.resolve(descriptionName(object)));
        }
        if (!object.file().isEmpty()) {
            Files.deleteIfExists(file(object));
        }
    }

    private static String descriptionName(StoredObject object) {
        return (object.file().isEmpty() ? "d" + object.versionId() : object.file()) + DESCRIPTION;
    }

    private void load() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(DESCRIPTION)).toList()) {
                var object = JSON.readValue(Files.readAllBytes(file), StoredObject.class);
                var versions = new ArrayList<>(objects.getOrDefault(object.key(), List.of()));
                versions.add(object);
                versions.sort((a, b) -> {
                    int byTime = b.lastModified().compareTo(a.lastModified());
                    return byTime != 0 ? byTime : b.versionId().compareTo(a.versionId());
                });
                objects.put(object.key(), List.copyOf(versions));
            }
        }
    }
}
