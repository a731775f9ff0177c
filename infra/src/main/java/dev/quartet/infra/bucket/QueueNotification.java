package dev.quartet.infra.bucket;

import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.inputs.BucketNotificationQueueArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import java.util.List;

/** Tells a queue of each object that a bucket gets. */
public final class QueueNotification {
    private QueueNotification() {}

    /** Returns the statement by which the queue must admit the bucket. */
    public static Statement sender(Scope scope, PrivateBucket bucket) {
        return Statement.allow("Bucket", "sqs:SendMessage")
                .by(Principal.service("s3.amazonaws.com"))
                .when("StringEquals", "aws:SourceAccount", scope.accountId())
                .when("ArnEquals", "aws:SourceArn", bucket.arn());
    }

    /** Adds the notification of objects under a prefix (empty: all); S3 refuses it before the queue's policy exists. */
    public static Resource add(Resource parent, String name, PrivateBucket bucket, PrivateQueue queue, String prefix) {
        BucketNotificationQueueArgs.Builder args = BucketNotificationQueueArgs.builder()
                .id(name)
                .queueArn(queue.arn())
                .events("s3:ObjectCreated:*");
        if (!prefix.isEmpty()) {
            args.filterPrefix(prefix);
        }
        return new BucketNotification(
                name,
                BucketNotificationArgs.builder()
                        .bucket(bucket.name())
                        .queues(args.build())
                        .build(),
                Scope.in(parent, List.of(queue.policy())));
    }
}
