package dev.quartet.local.efs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.FileSystems.AccessPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A file system, with what was declared of it since. Thread-safe. */
final class FileSystem {
    private final Settings settings;
    private final Path folder;
    private final FileSystemMeter meter;
    private final Map<String, MountTarget> targetsByZone = new ConcurrentSkipListMap<>();
    private final Map<String, Opened> accessPoints = new ConcurrentHashMap<>();
    private volatile Optional<String> policy = Optional.empty();

    /** What its creation says. */
    record Settings(
            String id,
            String arn,
            String creationToken,
            String throughputMode,
            String performanceMode,
            boolean encrypted,
            Map<String, String> tags,
            Instant created) {
        Settings {
            requireNonNull(id, "id is null");
            requireNonNull(arn, "arn is null");
            tags = Map.copyOf(tags);
        }

        String name() {
            return tags.getOrDefault("Name", "");
        }
    }

    /** An access point and the folder it opens. */
    record Opened(AccessPoint point, Path folder) {}

    FileSystem(Settings settings, Path folder, FileSystemMeter meter) {
        this.settings = settings;
        this.folder = folder;
        this.meter = meter;
    }

    Settings settings() {
        return settings;
    }

    Path folder() {
        return folder;
    }

    FileSystemMeter meter() {
        return meter;
    }

    Map<String, MountTarget> targetsByZone() {
        return targetsByZone;
    }

    Map<String, Opened> accessPoints() {
        return accessPoints;
    }

    /** Returns its own policy; without one all who reach it may do all. */
    Optional<String> policy() {
        return policy;
    }

    void policy(String document) {
        policy = Optional.of(document);
    }
}
