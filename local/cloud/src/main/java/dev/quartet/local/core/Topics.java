package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/** Amazon SNS as other services use it: alarms, SES event destinations, S3 notifications. Thread-safe. */
@FunctionalInterface
public interface Topics {
    /**
     * Publishes; returns the message's id. Throws {@link AwsException}: {@code AuthorizationError} when neither the caller's
     * policies nor the topic's allow it, {@code NotFound}, {@code InvalidParameter} over 256 kB.
     */
    String publish(Caller caller, String topicArn, Message message);

    /** What is published. */
    record Message(Optional<String> subject, String body, Map<String, MessageAttribute> attributes) {
        public Message {
            requireNonNull(body, "body is null");
            attributes = Map.copyOf(attributes);
        }
    }
}
