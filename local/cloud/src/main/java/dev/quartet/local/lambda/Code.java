package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Unpacked code, read-only. Immutable.
 *
 * @param root the task root, /var/task on AWS
 * @param classPath what of it is on the class path, in order
 * @param sha256 of the zip, base64, as Lambda's CodeSha256
 * @param size of the zip, in bytes
 */
record Code(Path root, List<Path> classPath, String sha256, long size) {
    Code {
        requireNonNull(root, "root is null");
        classPath = List.copyOf(classPath);
        requireNonNull(sha256, "sha256 is null");
    }
}
