package dev.quartet.local.sns;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who gets a topic's messages. Immutable.
 *
 * @param protocol {@code sqs}, {@code lambda} or {@code email}
 * @param endpoint the ARN of queue or function, or the address
 * @param filterScope {@code MessageAttributes} or {@code MessageBody}
 * @param raw the message as published, not in SNS's JSON envelope
 * @param redrivePolicy JSON with {@code deadLetterTargetArn}: the queue that gets what could not be delivered
 */
record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        Optional<FilterPolicy> filter,
        String filterScope,
        boolean raw,
        Optional<String> redrivePolicy) {
    Subscription {
        requireNonNull(arn, "arn is null");
        requireNonNull(topicArn, "topicArn is null");
        requireNonNull(protocol, "protocol is null");
        requireNonNull(endpoint, "endpoint is null");
    }

    /** E-mail waits for a click on AWS; locally the mailbox takes all mail. */
    boolean pending() {
        return protocol.equals("email");
    }
}
