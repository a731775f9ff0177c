package dev.quartet.local.apigateway.shared;

/** What is measured of one request. Not thread-safe: the request's own virtual thread alone has it. */
public abstract class MeasuredCall {
    private final long startedNanos = System.nanoTime();
    private long integrationNanos = -1;
    private int integrationStatus;
    private int status;
    private int responseLength;
    private long latencyMillis;

    /** Told when the integration has answered, by its own status. */
    public final void integrated(long nanos, int integrationAnswer) {
        integrationNanos = nanos;
        integrationStatus = integrationAnswer;
    }

    /** Returns how long the integration took, in ms; negative when it was not called. */
    public final double integrationMillis() {
        return integrationNanos < 0 ? -1 : Math.round(integrationNanos / 1e6);
    }

    /** Returns the integration's status; 0 when it was not called. */
    public final int integrationStatus() {
        return integrationStatus;
    }

    /** Told when the client has its answer, of {@code newLength} bytes. */
    public final void answered(int newStatus, int newLength) {
        status = newStatus;
        responseLength = newLength;
        latencyMillis = Math.round((System.nanoTime() - startedNanos) / 1e6);
    }

    /** Returns what the client was answered. */
    public final int status() {
        return status;
    }

    /** Returns the bytes of the answer's body. */
    public final int responseLength() {
        return responseLength;
    }

    /** Returns how long the client waited, in ms. */
    public final long latencyMillis() {
        return latencyMillis;
    }
}
