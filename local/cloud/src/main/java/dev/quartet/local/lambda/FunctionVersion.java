package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A version's code and configuration, as they were when it was published. Immutable.
 *
 * @param arn of the function, without qualifier
 * @param version a number, or {@code $LATEST}
 * @param memorySize MB
 * @param timeout seconds
 * @param placement where it stands in the VPC, if it does
 * @param fileSystem what is mounted, if anything is
 * @param snapStart if published versions are to be restored from snapshots
 * @param ephemeralStorage MB
 * @param lastModified as Lambda's API writes it
 * @param revisionId another one after each change
 */
record FunctionVersion(
        String name,
        Arn arn,
        String version,
        String description,
        String role,
        String runtime,
        String handler,
        Code code,
        int memorySize,
        int timeout,
        Map<String, String> environment,
        Logging logging,
        Optional<Placement> placement,
        Optional<FileSystem> fileSystem,
        boolean snapStart,
        boolean tracing,
        int ephemeralStorage,
        List<String> architectures,
        String lastModified,
        String revisionId) {
    static final String LATEST = "$LATEST";

    FunctionVersion {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
        environment = Map.copyOf(environment);
        architectures = List.copyOf(architectures);
    }

    /** Where its log lines go, and in which form its own are written. */
    record Logging(String group, boolean json) {}

    /** An access point's ARN, and where the function finds its files. */
    record FileSystem(String arn, String localMountPath) {}

    boolean latest() {
        return version.equals(LATEST);
    }

    /** Returns if its processes begin as if restored from a snapshot: published versions only. */
    boolean restored() {
        return snapStart && !latest();
    }

    /** Returns the version's own ARN, the version included. */
    String qualifiedArn() {
        return arn + ":" + version;
    }

    /** Returns what tells its processes from those of other versions, and of $LATEST as it was before a change. */
    String processKey() {
        return qualifiedArn() + '/' + revisionId;
    }

    FunctionVersion published(int number) {
        return with(
                Integer.toString(number),
                description,
                lastModified,
                UUID.randomUUID().toString());
    }

    FunctionVersion described(String text) {
        return with(version, text, lastModified, revisionId);
    }

    /** Returns if code and configuration are those of {@code other}. */
    boolean sameAs(FunctionVersion other) {
        return with("", "", "", "").equals(other.with("", "", "", ""));
    }

    private FunctionVersion with(String newVersion, String text, String modified, String revision) {
        return new FunctionVersion(
                name,
                arn,
                newVersion,
                text,
                role,
                runtime,
                handler,
                code,
                memorySize,
                timeout,
                environment,
                logging,
                placement,
                fileSystem,
                snapStart,
                tracing,
                ephemeralStorage,
                architectures,
                modified,
                revision);
    }
}
