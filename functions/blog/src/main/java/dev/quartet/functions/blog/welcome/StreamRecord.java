package dev.quartet.functions.blog.welcome;

import dev.quartet.functions.common.Events;

/**
 * What the visitors' stream says of one change.
 *
 * @param event          INSERT, MODIFY or REMOVE
 * @param sequenceNumber where it stands in its shard
 * @param email          the visitor
 */
record StreamRecord(String event, String sequenceNumber, String email) {
    /** @throws IllegalArgumentException if it is no record of a stream of that table */
    static StreamRecord of(Object json) {
        return new StreamRecord(
                Events.text(json, "eventName"),
                Events.text(json, "dynamodb", "SequenceNumber"),
                Events.text(json, "dynamodb", "Keys", "email", "S"));
    }
}
