package dev.quartet.infra.bucket;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.QueueRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.List;
import java.util.Map;

/**
 * Where stream records end that a function failed on for good: whole, in a bucket (the other destinations of a stream
 * mapping get their positions only, and a stream forgets after a day). A queue holds a notice of each until it is dealt
 * with, and raises the alarm.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">AWS</a>
 */
public final class FailedRecords extends ComponentResource {
    private static final int KEPT_DAYS = 90;

    private final PrivateBucket bucket;
    private final PrivateQueue notices;

    /** Makes bucket, topic and queue, all of this name: 14 characters at most, as a bucket's name takes 63 in all. */
    public FailedRecords(Scope scope, Resource parent, String name, Alarms alarms) {
        super("quartet:bucket:FailedRecords", name, Scope.component(parent));
        this.bucket = new PrivateBucket(scope, this, name);
        new BucketLifecycleConfigurationV2(
                name,
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.afterDays(KEPT_DAYS))
                        .build(),
                Scope.in(this));
        EventTopic objects = new EventTopic(scope, this, name, bucket);
        this.notices = PrivateQueue.last(
                scope,
                this,
                name,
                List.of(objects.sender()),
                alarms,
                "Stream records failed for good and lie in the bucket " + name + ": see the runbook, then redrive");
        objects.subscribe(notices);
        registerOutputs(Map.of("bucket", bucket.name()));
    }

    /** Returns the bucket's name. */
    public Output<String> bucketName() {
        return bucket.name();
    }

    /** Returns the bucket's ARN, the destination of mappings. */
    public Output<String> bucketArn() {
        return bucket.arn();
    }

    /** Returns what a mapping's function needs to leave records here. */
    public List<Statement> writer() {
        return List.of(
                Statement.allow("FailedRecords", "s3:PutObject").on(bucket.objects("")),
                Statement.allow("FailedRecordsBucket", "s3:ListBucket").on(bucket.arn()));
    }

    /** Returns what the dashboard counts the waiting records with; it reads none of them. */
    public Statement counter(String sid) {
        return Statement.allow(sid, "s3:ListBucket").on(bucket.arn());
    }

    /** Returns the queue that holds a notice of each. */
    public Output<QueueRef> noticesRef() {
        return notices.ref();
    }
}
