package dev.quartet.infra.services;

import com.pulumi.resources.Resource;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.trigger.QueueTrigger;
import java.util.List;
import java.util.Optional;

/** A service's queue of work and its dead letters: {@code <service>} and {@code <service>-dead}. */
record WorkQueue(PrivateQueue queue, PrivateQueue dead) {
    private static final int MAX_RECEIVE = 5;
    private static final int LATE_SECONDS = 300;
    private static final int BATCH = 10;
    /** A new account runs ten processes at once: two of them are left to the APIs whatever the queue holds. */
    private static final int MAX_CONCURRENCY = 8;

    static WorkQueue create(
            ServiceKit kit,
            Resource parent,
            String name,
            int timeoutSeconds,
            List<Statement> senders,
            List<Statement> deadLetterSenders) {
        PrivateQueue dead = PrivateQueue.last(
                kit.scope(),
                parent,
                name + "-dead",
                deadLetterSenders,
                kit.alarms(),
                "Messages to " + name + " are poison or failed five times: the attribute or the log says why");
        PrivateQueue queue = new PrivateQueue(
                kit.scope(),
                parent,
                name,
                QueueTrigger.visibilitySeconds(timeoutSeconds),
                Optional.of(new PrivateQueue.DeadLetters(dead, MAX_RECEIVE)),
                senders);
        kit.alarms()
                .add(
                        parent,
                        name + "-age",
                        "Messages to " + name + " wait 5 minutes and longer",
                        queue.rule("ApproximateAgeOfOldestMessage", LATE_SECONDS));
        return new WorkQueue(queue, dead);
    }

    QueueTrigger trigger() {
        return trigger(MAX_CONCURRENCY);
    }

    /** For a worker that calls other functions. */
    QueueTrigger trigger(int maximumConcurrency) {
        return new QueueTrigger(queue, BATCH, maximumConcurrency);
    }
}
