package dev.quartet.local.efs;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All file systems, by id, and where their folders are. Thread-safe. */
final class Registry {
    private final CloudContext context;
    private final Map<String, FileSystem> fileSystems = new ConcurrentSkipListMap<>();

    Registry(CloudContext context) {
        this.context = context;
    }

    CloudContext context() {
        return context;
    }

    Collection<FileSystem> all() {
        return fileSystems.values();
    }

    Optional<FileSystem> find(String id) {
        return Optional.ofNullable(fileSystems.get(id));
    }

    /** Returns the file system; {@code owner} names in the error who asked for it. */
    FileSystem get(String owner, String id) {
        return find(id).orElseThrow(() -> new ProvisionException(
                "%s: FileSystemNotFound: File system '%s' does not exist.".formatted(owner, id)));
    }

    void add(FileSystem fileSystem) {
        fileSystems.put(fileSystem.settings().id(), fileSystem);
    }

    String arn(String resource) {
        return context.arn("elasticfilesystem", resource).toString();
    }

    /** Returns the folder of a file system, made for this user's eyes alone; it stays over runs when data does. */
    Path folder(String id) throws IOException {
        var parent = context.dataDirectory().orElse(context.workDirectory()).resolve("efs");
        return makePrivate(makePrivate(parent).resolve(id)).toRealPath();
    }

    private static Path makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }
}
