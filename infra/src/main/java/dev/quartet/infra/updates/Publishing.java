package dev.quartet.infra.updates;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.TableRef;
import dev.quartet.infra.bucket.Expiry;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.FunctionSpec;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.lambda.SharedFolder;
import dev.quartet.infra.lambda.VpcAttachment;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import dev.quartet.infra.trigger.AsyncFailures;
import dev.quartet.infra.trigger.ObjectTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of a release: a bucket that it is put into, and a function that its manifest starts, which shows it to the servers. */
final class Publishing extends ComponentResource {
    static final String ZIP = "functions/updates/target/updates.zip";

    private static final String NAME = "updates-publish";
    private static final String FOLDER = "/mnt/releases";
    /** As long as Lambda lets a function run: a release may have gigabytes. */
    private static final int SECONDS = 900;

    private static final int MEMORY_MB = 1024;
    private static final int RETRIES = 2;
    private static final int MAX_AGE_SECONDS = 6 * 3600;

    private final PrivateBucket bucket;
    private final StackTable locks;
    private final PrivateQueue failed;
    private final JavaFunction function;

    Publishing(Scope scope, Resource parent, Network network, ReleaseFiles files, Alarms alarms) {
        super("quartet:updates:Publishing", "publishing", Scope.component(parent));
        this.bucket = new PrivateBucket(scope, this, "releases");
        forgetBrokenUploads();
        this.locks = new StackTable(scope, this, "updates-locks", TableShape.of("channel"), alarms);
        this.failed = PrivateQueue.last(
                scope,
                this,
                NAME + "-failed",
                List.of(),
                alarms,
                "Releases could not be published: see the log of " + NAME + ", then redrive");
        AsyncFailures failures = new AsyncFailures(failed, RETRIES, MAX_AGE_SECONDS);
        this.function = function(scope, network, files, failures, alarms);
        Resource destination = failures.of(this, scope, NAME, function, alarms);
        new ObjectTrigger(bucket, "", "/release.json").invoke(this, scope, NAME, function, destination);
        alarms.add(
                this,
                NAME + "-rejected",
                "A release was rejected: release.report.json beside its manifest says why",
                AlarmRule.atLeast(
                        "Quartet/Updates",
                        "ReleasesRejected",
                        "Sum",
                        Map.of("FunctionName", scope.names().regional(NAME)),
                        1));
        registerOutputs(Map.of("bucket", bucket.name()));
    }

    /** Releases stay: they are what the file system is made again from. */
    private void forgetBrokenUploads() {
        new BucketLifecycleConfigurationV2(
                "releases",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.rule("broken-uploads")
                                .abortIncompleteMultipartUpload(
                                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                                .daysAfterInitiation(1)
                                                .build())
                                .build())
                        .build(),
                Scope.in(this));
    }

    private JavaFunction function(
            Scope scope, Network network, ReleaseFiles files, AsyncFailures failures, Alarms alarms) {
        PrivateGroup group = network.group(this, NAME, "The function " + NAME);
        List<Resource> reachable = new ArrayList<>(network.reachable());
        reachable.addAll(network.allowEndpoints(this, group));
        reachable.addAll(files.allowFrom(this, group));
        return new JavaFunction(
                scope,
                this,
                new FunctionSpec(
                        NAME,
                        "Copies, verifies and shows a release",
                        ZIP,
                        "dev.quartet.functions.updates.PublishHandler::handleRequest",
                        MEMORY_MB,
                        SECONDS,
                        Map.of("RELEASES_ROOT", Output.of(FOLDER), "LOCKS_TABLE", locks.name()),
                        List.of(
                                Statement.allow("Releases", "s3:GetObject").on(bucket.objects("")),
                                // Without it S3 says of a missing file that it is forbidden.
                                Statement.allow("Missing", "s3:ListBucket").on(bucket.arn()),
                                Statement.allow("Reports", "s3:PutObject")
                                        .on(bucket.arn().applyValue(arn -> arn + "/*/release.report.json")),
                                locks.items("Locks", "PutItem", "DeleteItem"),
                                files.writer("Folder"),
                                failures.sender()),
                        Optional.of(new VpcAttachment(network.subnetIds(), group, reachable)),
                        Optional.of(new SharedFolder(files.accessPointArn(), FOLDER)),
                        List.of()),
                alarms);
    }

    Output<String> bucketName() {
        return bucket.name();
    }

    Output<TableRef> locksRef() {
        return locks.ref();
    }

    Output<QueueRef> failedRef() {
        return failed.ref();
    }

    Output<FunctionRef> functionRef() {
        return function.ref();
    }
}
