package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/** Amazon EFS as its clients, functions and instances, use it: a file system is a folder of this machine. Thread-safe. */
public interface FileSystems {
    /** Returns the access point of that id or ARN; empty when there is none. */
    Optional<AccessPoint> accessPoint(String idOrArn);

    /**
     * Returns the folder that a mount through that access point shows, which exists; the file system's root when {@code
     * accessPointId} is empty. Throws {@link ProvisionException} {@code FileSystemNotFound} or {@code
     * AccessPointNotFound}.
     */
    Path folder(String fileSystemId, String accessPointId);

    /**
     * Returns which zone of {@code from}'s subnets has no mount target of the file system; empty when all have one. Lambda
     * refuses such a function when it is created.
     */
    Optional<String> withoutMountTarget(Placement from, String fileSystemId);

    /**
     * Returns why what stands at {@code from} cannot open port 2049 of the file system: no mount target in a zone of its
     * subnets, or security groups that let nothing through; empty when it can. A connection then hangs until its time-out.
     */
    Optional<String> unreachable(Placement from, String fileSystemId);

    /**
     * Returns why {@code caller} is denied {@code access} by IAM and the file system's policy, a mount over TLS; empty when it
     * is not. {@link Caller#ANONYMOUS} is a mount without the option {@code iam}; {@code accessPointId} is empty for one
     * without an access point.
     */
    Optional<String> denied(Caller caller, String fileSystemId, String accessPointId, Access access);

    /** Says that a client, such as {@code i-…} or a function's process, has mounted the file system, or no longer has. */
    void connected(String fileSystemId, String clientId, boolean connected);

    /** Counts {@code bytes} that clients read. What they write is seen in the folder by itself. */
    void read(String fileSystemId, long bytes);

    /** What a client asks for; each is a question of its own to IAM. */
    enum Access {
        /** {@code elasticfilesystem:ClientMount}: to mount, and to read. */
        MOUNT("ClientMount"),
        /** {@code elasticfilesystem:ClientWrite}. */
        WRITE("ClientWrite");

        private final String action;

        Access(String action) {
            this.action = action;
        }

        /** Returns the IAM action, without its service. */
        public String action() {
            return action;
        }
    }

    /** An access point: a folder of a file system. */
    record AccessPoint(String id, String arn, String fileSystemId) {
        public AccessPoint {
            requireNonNull(id, "id is null");
            requireNonNull(arn, "arn is null");
            requireNonNull(fileSystemId, "fileSystemId is null");
        }
    }
}
