package dev.quartet.local.redrive;

import static java.util.Objects.requireNonNull;

/**
 * What became of one object or queue.
 *
 * @param source {@code s3://bucket/key}, or a queue's name
 * @param target the function's ARN, or the queue that the messages go back to; may be empty
 * @param records how many records or messages
 * @param status {@code found} in a dry run, else {@code done} or {@code failed}; {@code empty} for a queue with nothing in it,
 *     {@code waiting} for one that nobody asked to be moved
 * @param detail the reason of the failure, or why it had been given up
 */
public record Outcome(String source, String target, int records, String status, String detail) {
    public Outcome {
        requireNonNull(source, "source is null");
        requireNonNull(target, "target is null");
        requireNonNull(status, "status is null");
        requireNonNull(detail, "detail is null");
    }

    /** Returns if it is where it belongs now. */
    public boolean done() {
        return status.equals("done");
    }

    /** Returns if it is still where it was. */
    public boolean failed() {
        return status.equals("failed");
    }
}
