package dev.quartet.infra.updates;

import com.pulumi.aws.efs.AccessPoint;
import com.pulumi.aws.efs.AccessPointArgs;
import com.pulumi.aws.efs.BackupPolicy;
import com.pulumi.aws.efs.BackupPolicyArgs;
import com.pulumi.aws.efs.FileSystem;
import com.pulumi.aws.efs.FileSystemArgs;
import com.pulumi.aws.efs.FileSystemPolicy;
import com.pulumi.aws.efs.FileSystemPolicyArgs;
import com.pulumi.aws.efs.MountTarget;
import com.pulumi.aws.efs.MountTargetArgs;
import com.pulumi.aws.efs.inputs.AccessPointPosixUserArgs;
import com.pulumi.aws.efs.inputs.AccessPointRootDirectoryArgs;
import com.pulumi.aws.efs.inputs.AccessPointRootDirectoryCreationInfoArgs;
import com.pulumi.aws.efs.inputs.BackupPolicyBackupPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The file system of the releases: encrypted, backed up, in both zones, reached over TLS through one access point alone,
 * which shows its clients one folder and makes all of them one user.
 *
 * @see <a href="https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html">AWS</a>
 */
final class ReleaseFiles extends ComponentResource {
    /** NFS. */
    private static final int PORT = 2049;

    private static final String MOUNT = "elasticfilesystem:ClientMount";
    private static final String WRITE = "elasticfilesystem:ClientWrite";
    private static final String ROOT = "elasticfilesystem:ClientRootAccess";
    private static final String ACCESS_POINT = "elasticfilesystem:AccessPointArn";
    private static final String NAME = "updates";
    private static final int USER = 1000;

    private final PrivateGroup group;
    private final FileSystem files;
    private final AccessPoint access;
    private final List<Resource> mountable = new ArrayList<>();

    ReleaseFiles(Scope scope, Resource parent, Network network) {
        super("quartet:updates:ReleaseFiles", "release-files", Scope.component(parent));
        String fullName = scope.names().regional(NAME);
        this.group = network.group(this, "updates-files", "The file system of the releases");
        this.files = new FileSystem(
                NAME,
                FileSystemArgs.builder()
                        .creationToken(fullName)
                        .encrypted(true)
                        .performanceMode("generalPurpose")
                        .throughputMode("bursting")
                        .tags(Map.of("Name", fullName))
                        .build(),
                // EFS has no deletion protection of its own.
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.settings().retainData())
                        .build());
        this.access = new AccessPoint(
                NAME,
                AccessPointArgs.builder()
                        .fileSystemId(files.id())
                        .posixUser(AccessPointPosixUserArgs.builder()
                                .uid(USER)
                                .gid(USER)
                                .build())
                        .rootDirectory(AccessPointRootDirectoryArgs.builder()
                                .path("/releases")
                                .creationInfo(AccessPointRootDirectoryCreationInfoArgs.builder()
                                        .ownerUid(USER)
                                        .ownerGid(USER)
                                        .permissions("0755")
                                        .build())
                                .build())
                        .tags(Map.of("Name", fullName))
                        .build(),
                Scope.in(this));
        new BackupPolicy(
                NAME,
                BackupPolicyArgs.builder()
                        .fileSystemId(files.id())
                        .backupPolicy(BackupPolicyBackupPolicyArgs.builder()
                                .status("ENABLED")
                                .build())
                        .build(),
                Scope.in(this));
        mountable.add(policy());
        mountable.addAll(targets(network));
        registerOutputs(Map.of("fileSystemId", files.id()));
    }

    /** It allows nothing: with a policy, whatever it says, clients need rights of their own. */
    private FileSystemPolicy policy() {
        return new FileSystemPolicy(
                NAME,
                FileSystemPolicyArgs.builder()
                        .fileSystemId(files.id())
                        .policy(Policy.document(
                                refused("TlsOnly").when("Bool", "aws:SecureTransport", "false"),
                                refused("AccessPointOnly").when("StringNotEquals", ACCESS_POINT, access.arn())))
                        .build(),
                Scope.in(this));
    }

    private Statement refused(String sid) {
        return Statement.deny(sid, MOUNT, WRITE, ROOT)
                .by(Principal.aws(Output.of("*")))
                .on(files.arn());
    }

    private List<Resource> targets(Network network) {
        List<Resource> targets = new ArrayList<>();
        List<Output<String>> subnets = network.eachSubnetId();
        for (int i = 0; i < subnets.size(); i++) {
            targets.add(new MountTarget(
                    NAME + "-" + (i + 1),
                    MountTargetArgs.builder()
                            .fileSystemId(files.id())
                            .subnetId(subnets.get(i))
                            .securityGroups(Output.all(group.id()))
                            .build(),
                    Scope.in(this)));
        }
        return targets;
    }

    /** Lets a group reach the mount targets; returns what must exist before one of its members can mount. */
    List<Resource> allowFrom(Resource owner, PrivateGroup client) {
        List<Resource> all = new ArrayList<>(mountable);
        all.addAll(client.allowTo(owner, group, PORT));
        return all;
    }

    /** Returns what a client needs that reads. */
    Statement reader(String sid) {
        return client(sid, MOUNT);
    }

    /** Returns what a client needs that writes. */
    Statement writer(String sid) {
        return client(sid, MOUNT, WRITE);
    }

    private Statement client(String sid, String... actions) {
        return Statement.allow(sid, actions).on(files.arn()).when("StringEquals", ACCESS_POINT, access.arn());
    }

    Output<String> fileSystemId() {
        return files.id();
    }

    Output<String> accessPointId() {
        return access.id();
    }

    Output<String> accessPointArn() {
        return access.arn();
    }
}
