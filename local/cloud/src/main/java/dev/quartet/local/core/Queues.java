package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Amazon SQS as other services use it. Every call asks IAM for {@code caller}, with the queue's own policy, as AWS does:
 * {@link AwsException} {@code AccessDenied} or {@code AWS.SimpleQueueService.NonExistentQueue}. Thread-safe; blocks.
 */
public interface Queues {
    /** Returns what is known of a queue without asking IAM; empty when there is none. */
    Optional<Queue> find(String queueArn);

    /** Sends one message; returns its id. */
    String send(Caller caller, String queueArn, Outgoing message);

    /** Receives up to {@code most} (1 to 10) messages, waiting up to {@code wait} (20 s at most) for the first. */
    List<Received> receive(Caller caller, String queueArn, int most, Duration wait) throws InterruptedException;

    /** Deletes a received message. */
    void delete(Caller caller, String queueArn, String receiptHandle);

    /** Hides a received message for {@code timeout} from now on; zero shows it again at once. */
    void changeVisibility(Caller caller, String queueArn, String receiptHandle, Duration timeout);

    /** A queue's settings. */
    record Queue(
            String arn,
            String name,
            String url,
            boolean fifo,
            Duration visibilityTimeout,
            Optional<String> deadLetterTargetArn,
            int maxReceiveCount) {
        public Queue {
            requireNonNull(arn, "arn is null");
            requireNonNull(name, "name is null");
            requireNonNull(url, "url is null");
            requireNonNull(visibilityTimeout, "visibilityTimeout is null");
        }
    }

    /**
     * A message to be sent.
     *
     * @param groupId FIFO queues only
     * @param deduplicationId FIFO queues only
     */
    record Outgoing(
            String body,
            Map<String, MessageAttribute> attributes,
            Optional<String> groupId,
            Optional<String> deduplicationId) {
        public Outgoing {
            requireNonNull(body, "body is null");
            attributes = Map.copyOf(attributes);
        }

        /** Returns a message of a body alone. */
        public static Outgoing of(String body) {
            return new Outgoing(body, Map.of(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * A received message.
     *
     * @param attributes SQS's own: {@code ApproximateReceiveCount}, {@code SentTimestamp}, {@code SenderId},
     *     {@code ApproximateFirstReceiveTimestamp}, {@code MessageGroupId} …
     */
    record Received(
            String messageId,
            String receiptHandle,
            String body,
            String md5OfBody,
            Map<String, String> attributes,
            Map<String, MessageAttribute> messageAttributes) {
        public Received {
            requireNonNull(messageId, "messageId is null");
            requireNonNull(receiptHandle, "receiptHandle is null");
            requireNonNull(body, "body is null");
            requireNonNull(md5OfBody, "md5OfBody is null");
            attributes = Map.copyOf(attributes);
            messageAttributes = Map.copyOf(messageAttributes);
        }
    }
}
