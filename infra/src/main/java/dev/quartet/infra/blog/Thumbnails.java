package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.QueueRef;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.bucket.QueueNotification;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.trigger.QueueTrigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads, queue, function, media bucket. The queue holds what arrives faster than it is worked on, and retries. */
final class Thumbnails extends ComponentResource {
    private static final String NAME = "blog-thumbnails";
    private static final int TIMEOUT_SECONDS = 60;
    private static final int MAX_RECEIVE = 3;
    private static final int MAX_CONCURRENCY = 5;
    private static final int LATE_SECONDS = 600;

    private final PrivateQueue queue;
    private final PrivateQueue dead;
    private final JavaFunction function;

    Thumbnails(
            Scope scope, Resource parent, Alarms alarms, StackTable posts, PrivateBucket uploads, PrivateBucket media) {
        super("quartet:blog:Thumbnails", "thumbnails", Scope.component(parent));
        this.dead = PrivateQueue.last(
                scope,
                this,
                "thumbnails-dead",
                List.of(),
                alarms,
                "Pictures could not be worked on, three times each: see the log of " + NAME);
        this.queue = new PrivateQueue(
                scope,
                this,
                "thumbnails",
                QueueTrigger.visibilitySeconds(TIMEOUT_SECONDS),
                Optional.of(new PrivateQueue.DeadLetters(dead, MAX_RECEIVE)),
                List.of(QueueNotification.sender(scope, uploads)));
        alarms.add(
                this,
                "thumbnails-age",
                "Pictures wait 10 minutes and longer for their thumbnails",
                queue.rule("ApproximateAgeOfOldestMessage", LATE_SECONDS));
        QueueTrigger pictures = new QueueTrigger(queue, 1, MAX_CONCURRENCY);
        this.function = function(scope, alarms, posts, uploads, media, pictures.receiver());
        pictures.invoke(this, NAME, function);
        QueueNotification.add(this, "uploads", uploads, queue, "incoming/");
        registerOutputs(Map.of("queue", queue.arn()));
    }

    private JavaFunction function(
            Scope scope,
            Alarms alarms,
            StackTable posts,
            PrivateBucket uploads,
            PrivateBucket media,
            Statement receiver) {
        Map<String, Output<String>> environment = new LinkedHashMap<>();
        environment.put("MEDIA_BUCKET", media.name());
        environment.put("POSTS_TABLE", posts.name());
        return new JavaFunction(
                scope,
                this,
                BlogFunction.spec(
                        NAME,
                        "Makes thumbnails of uploaded pictures",
                        "thumbnail.ThumbnailHandler",
                        // What the worst of 50 megapixels takes; and processor time comes with memory.
                        2048,
                        TIMEOUT_SECONDS,
                        environment,
                        List.of(
                                receiver,
                                Statement.allow("Originals", "s3:GetObject").on(uploads.objects("incoming/")),
                                // Without it a deleted original answers 403, which looks like a missing right.
                                Statement.allow("OriginalsBucket", "s3:ListBucket")
                                        .on(uploads.arn()),
                                Statement.allow("Pictures", "s3:PutObject")
                                        .on(media.objects("images/"))
                                        .on(media.objects("thumbnails/")),
                                posts.items("PictureItems", "UpdateItem"))),
                alarms);
    }

    JavaFunction function() {
        return function;
    }

    Output<QueueRef> queueRef() {
        return queue.ref();
    }

    Output<QueueRef> deadLetterRef() {
        return dead.ref();
    }
}
