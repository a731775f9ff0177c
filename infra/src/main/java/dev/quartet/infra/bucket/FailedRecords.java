package dev.quartet.infra.blog;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.EventTopic;
import dev.quartet.infra.bucket.Expiry;
import dev.quartet.infra.bucket.PrivateBucket;
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
final class FailedRecords extends ComponentResource {
    private static final int KEPT_DAYS = 90;

    private final PrivateBucket bucket;

    FailedRecords(Scope scope, Resource parent, Alarms alarms) {
        super("quartet:blog:FailedRecords", "failed-records", Scope.component(parent));
        this.bucket = new PrivateBucket(scope, this, "failed-records");
        new BucketLifecycleConfigurationV2(
                "failed-records",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.afterDays(KEPT_DAYS))
                        .build(),
                Scope.in(this));
        EventTopic objects = new EventTopic(scope, this, "failed-records", bucket);
        PrivateQueue notices = PrivateQueue.last(
                scope,
                this,
                "failed-records",
                List.of(objects.sender()),
                alarms,
                "Stream records failed for good and lie in the failed-records bucket: see the runbook, then redrive");
        objects.subscribe(notices);
        registerOutputs(Map.of("bucket", bucket.name()));
    }

    Output<String> bucketName() {
        return bucket.name();
    }

    Output<String> bucketArn() {
        return bucket.arn();
    }

    /** Returns what a mapping's function needs to leave records here. */
    List<Statement> writer() {
        return List.of(
                Statement.allow("FailedRecords", "s3:PutObject").on(bucket.objects("")),
                Statement.allow("FailedRecordsBucket", "s3:ListBucket").on(bucket.arn()));
    }

    /** Returns what the dashboard counts the waiting records with; it reads none of them. */
    Statement counter() {
        return Statement.allow("FailedRecordsCount", "s3:ListBucket").on(bucket.arn());
    }
}
