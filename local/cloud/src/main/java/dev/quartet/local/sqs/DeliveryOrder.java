package dev.quartet.local.sqs;

import java.util.List;

/** Which of a queue's messages come next. Guarded by the queue's lock. */
interface DeliveryOrder {
    /** A message was sent; it may be delayed. */
    void arrived(StoredMessage message);

    /** A message may be received now; called before its state changes. */
    void ready(StoredMessage message);

    /** A message was received; called before its state changes. */
    void taken(StoredMessage message);

    /** A message is deleted. */
    void gone(StoredMessage message);

    /** Returns up to {@code most} messages that may be received together. */
    List<StoredMessage> next(int most);

    /** Forgets all. */
    void clear();
}
