package dev.quartet.local.scheduler;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import java.time.Duration;
import java.util.Optional;

/**
 * What a schedule invokes. Immutable.
 *
 * @param arn a function's, with or without alias, or a queue's
 * @param maximumAge how old an invocation may become before it is given up
 * @param messageGroupId FIFO queues only
 */
record Target(
        String arn,
        String roleArn,
        Optional<String> input,
        Duration maximumAge,
        int maximumRetries,
        Optional<String> deadLetterArn,
        Optional<String> messageGroupId) {
    static final int MOST_RETRIES = 185;
    static final int LONGEST_SECONDS = 86_400;

    private static final int SHORTEST_SECONDS = 60;

    Target {
        requireNonNull(roleArn, "roleArn is null");
        var service = service(arn, "target.arn");
        if (!service.equals("lambda") && !service.equals("sqs")) {
            throw Errors.invalid("target.arn", arn, "the local cloud invokes functions and queues");
        }
        if (maximumRetries < 0 || maximumRetries > MOST_RETRIES) {
            throw Errors.invalid(
                    "target.retryPolicy.maximumRetryAttempts",
                    maximumRetries,
                    "Member must have value from 0 to " + MOST_RETRIES);
        }
        if (maximumAge.toSeconds() < SHORTEST_SECONDS || maximumAge.toSeconds() > LONGEST_SECONDS) {
            throw Errors.invalid(
                    "target.retryPolicy.maximumEventAgeInSeconds",
                    maximumAge.toSeconds(),
                    "Member must have value from %d to %d".formatted(SHORTEST_SECONDS, LONGEST_SECONDS));
        }
        deadLetterArn.ifPresent(queue -> {
            if (!service(queue, "target.deadLetterConfig.arn").equals("sqs") || queue.endsWith(".fifo")) {
                throw Errors.invalid(
                        "target.deadLetterConfig.arn", queue, "Member must be the ARN of a standard queue");
            }
        });
    }

    boolean isFunction() {
        return Arn.parse(arn).service().equals("lambda");
    }

    private static String service(String arn, String member) {
        try {
            return Arn.parse(arn).service();
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(member, arn, "Member must be an ARN");
        }
    }
}
