package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import java.time.Duration;

/** <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda's quotas</a>, in one place. */
final class LambdaLimits {
    /** Bytes of a synchronous call's event, and of any response. */
    static final int SYNCHRONOUS_PAYLOAD = 6 * 1024 * 1024;

    /** Bytes of an asynchronous call's event. */
    static final int ASYNCHRONOUS_PAYLOAD = 256 * 1024;

    /** Bytes of all environment variables, names included. */
    static final int ENVIRONMENT = 4 * 1024;

    /** Bytes of a zip that is uploaded directly. */
    static final long ZIP = 50L << 20;

    /** Bytes of a zip's content. */
    static final long UNZIPPED = 262_144_000L;

    static final int LEAST_MEMORY_MB = 128;
    static final int MOST_MEMORY_MB = 10_240;
    static final int MOST_TIMEOUT_SECONDS = 900;
    static final int LEAST_STORAGE_MB = 512;
    static final int MOST_STORAGE_MB = 10_240;

    /** What SnapStart allows of /tmp, in MB. */
    static final int SNAP_START_STORAGE_MB = 512;

    /** How long initialisation may take outside of an invocation's own time. */
    static final Duration INITIALISATION = Duration.ofSeconds(10);

    private LambdaLimits() {}

    /** Throws {@code RequestTooLargeException} when {@code payload} is over the limit of its invocation type. */
    static void requirePayload(byte[] payload, boolean asynchronous) {
        int limit = asynchronous ? ASYNCHRONOUS_PAYLOAD : SYNCHRONOUS_PAYLOAD;
        if (payload.length > limit) {
            throw new AwsException(
                    "RequestTooLargeException",
                    413,
                    "%d byte payload is too large for the %s invocation type (limit %d bytes)"
                            .formatted(payload.length, asynchronous ? "Event" : "RequestResponse", limit));
        }
    }
}
