package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.Events;
import java.util.Base64;

/**
 * A record of a Kinesis stream, as Lambda brings it.
 *
 * @param sequenceNumber where it stands in its shard
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda with Kinesis</a>
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Delivery(String sequenceNumber, byte[] data) {
    /** @throws IllegalArgumentException naming what is missing if it is none */
    static Delivery of(Object json) {
        return new Delivery(
                Events.text(json, "kinesis", "sequenceNumber"),
                Base64.getDecoder().decode(Events.text(json, "kinesis", "data")));
    }
}
