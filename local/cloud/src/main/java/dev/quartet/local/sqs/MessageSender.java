package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.core.Queues.Outgoing;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a message as <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a> does, and
 * puts it into its queue. Thread-safe.
 */
final class MessageSender {
    private static final int MOST_ATTRIBUTES = 10;
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("(?!AWS\\.|Amazon\\.|\\.)[A-Za-z0-9_.-]{1,256}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]{1,128}");

    private final QueueRegistry registry;

    MessageSender(QueueRegistry registry) {
        this.registry = registry;
    }

    MessageQueue.Sent send(
            Caller caller, Queue queue, Outgoing message, Map<String, String> system, Optional<Duration> delay) {
        check(queue.attributes(), message, delay);
        return queue.messages().send(message, system, senderId(caller), delay);
    }

    private void check(QueueAttributes queue, Outgoing message, Optional<Duration> delay) {
        if (message.body().isEmpty()) {
            throw SqsErrors.missing("MessageBody");
        }
        message.body().codePoints().filter(c -> !allowed(c)).findFirst().ifPresent(c -> {
            throw new AwsException(
                    "InvalidMessageContents",
                    400,
                    "Invalid characters found: #x%x. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
                                    .formatted(c)
                            + "#xE000 to #xFFFD | #x10000 to #x10FFFF");
        });
        if (message.attributes().size() > MOST_ATTRIBUTES) {
            throw SqsErrors.invalid(
                    "MessageAttributes",
                    message.attributes().size(),
                    "Number of message attributes exceeds the allowed maximum [10].");
        }
        message.attributes().forEach(MessageSender::checkAttribute);
        var size = MessageDigests.size(message.body(), message.attributes());
        if (size > queue.maximumMessageSize()) {
            throw SqsErrors.invalid(
                    "MessageBody",
                    size + " bytes",
                    "One or more parameters are invalid. Message must be shorter than %d bytes."
                            .formatted(queue.maximumMessageSize()));
        }
        if (queue.fifo() && delay.isPresent() && !delay.get().isZero()) {
            throw SqsErrors.invalid(
                    "DelaySeconds",
                    delay.get().toSeconds(),
                    "The request include parameter that is not valid for this queue type.");
        }
        if (!queue.fifo() && message.deduplicationId().isPresent()) {
            throw SqsErrors.invalid(
                    "MessageDeduplicationId",
                    message.deduplicationId().get(),
                    "The request include parameter that is not valid for this queue type.");
        }
        checkId("MessageGroupId", message.groupId());
        checkId("MessageDeduplicationId", message.deduplicationId());
    }

    private static void checkAttribute(String name, MessageAttribute attribute) {
        if (!ATTRIBUTE_NAME.matcher(name).matches() || name.endsWith(".") || name.contains("..")) {
            throw SqsErrors.invalid("MessageAttributes", name, "The message attribute name is not allowed.");
        }
        var kind = attribute.dataType().split("\\.", 2)[0];
        var valid =
                switch (kind) {
                    case "String" -> !attribute.value().isEmpty();
                    case "Number" -> attribute.value().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
                    case "Binary" -> base64(attribute.value());
                    default -> false;
                };
        if (!valid) {
            throw SqsErrors.invalid(
                    "MessageAttributes",
                    name,
                    "The message attribute '%s' must have a non-empty value of type String, Number or Binary, not %s '%s'."
                            .formatted(name, attribute.dataType(), attribute.value()));
        }
    }

    private static boolean base64(String value) {
        try {
            return Base64.getDecoder().decode(value).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkId(String parameter, Optional<String> id) {
        id.filter(text -> !ID.matcher(text).matches()).ifPresent(text -> {
            throw SqsErrors.invalid(
                    parameter,
                    text,
                    "%s can only include alphanumeric and punctuation characters. 1 to 128 in length"
                            .formatted(parameter));
        });
    }

    private static boolean allowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /** A role's session sends as {@code AROA…:session}, a service by its name, the account as itself. */
    private String senderId(Caller caller) {
        return switch (caller.kind()) {
            case ROLE -> caller.context().getOrDefault("aws:userid", caller.arn());
            case SERVICE -> caller.service().orElse("");
            case ROOT -> registry.accountId();
            case ANONYMOUS -> "anonymous";
        };
    }
}
