package dev.quartet.functions.services.queue;

import dev.quartet.functions.common.Events;

/**
 * A message of an SQS queue, as Lambda brings it.
 *
 * @param queue the queue's ARN
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with Amazon SQS</a>
 */
public record QueueMessage(String messageId, String queue, String body) {
    /** @throws IllegalArgumentException naming what is missing if it is none */
    public static QueueMessage of(Object json) {
        return new QueueMessage(
                Events.text(json, "messageId"), Events.text(json, "eventSourceARN"), Events.text(json, "body"));
    }
}
