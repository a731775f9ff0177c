package dev.quartet.local.sqs;

import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Metrics.Metric;
import java.util.Map;

/**
 * One queue's metrics, see <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">SQS</a>.
 * Thread-safe.
 */
final class QueueMeter {
    private final Metric sent;
    private final Metric size;
    private final Metric received;
    private final Metric empty;
    private final Metric deleted;
    private final Metric visible;
    private final Metric notVisible;
    private final Metric delayed;
    private final Metric age;

    QueueMeter(Metrics metrics, String region, String queueName) {
        var of = new Object() {
            Metric named(String name, String unit) {
                return metrics.metric(region, "AWS/SQS", name, Map.of("QueueName", queueName), unit);
            }
        };
        sent = of.named("NumberOfMessagesSent", "Count");
        size = of.named("SentMessageSize", "Bytes");
        received = of.named("NumberOfMessagesReceived", "Count");
        empty = of.named("NumberOfEmptyReceives", "Count");
        deleted = of.named("NumberOfMessagesDeleted", "Count");
        visible = of.named("ApproximateNumberOfMessagesVisible", "Count");
        notVisible = of.named("ApproximateNumberOfMessagesNotVisible", "Count");
        delayed = of.named("ApproximateNumberOfMessagesDelayed", "Count");
        age = of.named("ApproximateAgeOfOldestMessage", "Seconds");
    }

    void sent(int bytes) {
        sent.add(1);
        size.add(bytes);
    }

    void received(int messages) {
        received.add(messages);
    }

    void emptyReceive() {
        empty.add(1);
    }

    void deleted() {
        deleted.add(1);
    }

    void sample(MessageQueue.Counts counts) {
        visible.add(counts.visible());
        notVisible.add(counts.inFlight());
        delayed.add(counts.delayed());
        age.add((double) counts.oldestSeconds());
    }
}
