package dev.quartet.local.sqs;

/** Takes the messages that a queue gives up. */
@FunctionalInterface
interface DeadLetters {
    /** Takes one. */
    void take(StoredMessage.Content message);
}
