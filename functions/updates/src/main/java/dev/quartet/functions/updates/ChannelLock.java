package dev.quartet.functions.updates;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * One publisher a channel at a time: an item {@code {channel, holder, leaseUntil}} of a table. Its holder renews the lease while it works;
 * the lease of one that died ends by itself. For one thread.
 */
final class ChannelLock {
    /** Short, so that the try after a crash, which Lambda makes a minute later, finds it free. */
    static final Duration LEASE = Duration.ofSeconds(40);

    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Clock clock;

    ChannelLock(Supplier<DynamoDbClient> open, String tableName, Clock clock) {
        table = new Reopened<>(open);
        this.tableName = tableName;
        this.clock = clock;
    }

    /** @throws BusyException if somebody else publishes in that channel */
    Held take(String channel, String holder) {
        Held held = new Held(channel, holder);
        held.write(
                "attribute_not_exists(channel) OR leaseUntil < :now",
                Map.of(":now", Attributes.number(clock.millis())));
        return held;
    }

    /** The lock while it is held. */
    final class Held implements AutoCloseable {
        private static final String MINE = "holder = :holder";

        private final String channel;
        private final AttributeValue holder;
        private Instant renewed = Instant.MIN;

        private Held(String channel, String holder) {
            this.channel = channel;
            this.holder = Attributes.text(holder);
        }

        /** To be called all the time; seldom costs a call. */
        void renew() {
            if (clock.instant().isAfter(renewed.plus(RENEWED_AFTER))) {
                confirm();
            }
        }

        /**
         * Renews the lease now; afterwards nobody else acts for {@link #LEASE}.
         *
         * @throws BusyException if the lease had ended and somebody else took the lock
         */
        void confirm() {
            write(MINE, Map.of(":holder", holder));
        }

        private void write(String condition, Map<String, AttributeValue> values) {
            Instant now = clock.instant();
            Map<String, AttributeValue> item = Map.of(
                    "channel", Attributes.text(channel),
                    "holder", holder,
                    "leaseUntil", Attributes.number(now.plus(LEASE).toEpochMilli()));
            try {
                table.get().putItem(put -> put.tableName(tableName)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values));
                renewed = now;
            } catch (ConditionalCheckFailedException e) {
                throw new BusyException("somebody else publishes in channel " + channel, e);
            }
        }

        @Override
        public void close() {
            try {
                table.get().deleteItem(delete -> delete.tableName(tableName)
                        .key(Map.of("channel", Attributes.text(channel)))
                        .conditionExpression(MINE)
                        .expressionAttributeValues(Map.of(":holder", holder)));
            } catch (ConditionalCheckFailedException e) {
                // Somebody else holds it now, who will release it.
            }
        }
    }

    /** Somebody else holds the lock; a later try will find it free. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BusyException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
