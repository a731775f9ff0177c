package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where mail ends up instead of leaving the machine. Thread-safe. */
@FunctionalInterface
public interface MailSink {
    /** Delivers {@code message} at the clock's present time. */
    void deliver(Message message);

    /** One mail. Immutable. */
    record Message(
            String messageId,
            String from,
            List<String> to,
            String subject,
            String text,
            Optional<String> html,
            Optional<String> configurationSet,
            Map<String, String> tags) {
        public Message {
            requireNonNull(messageId, "messageId is null");
            requireNonNull(from, "from is null");
            to = List.copyOf(to);
            requireNonNull(subject, "subject is null");
            requireNonNull(text, "text is null");
            tags = Map.copyOf(tags);
        }
    }
}
