package dev.quartet.local.apigateway.shared;

import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests and traces: unique, not secret, cheap. */
public final class RequestIds {
    private RequestIds() {}

    /** Returns a UUID (version 4). */
    public static String requestId() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                        (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L,
                        (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    /** Returns an id in the form of {@code x-amz-apigw-id}. */
    public static String extendedRequestId() {
        var bytes = new byte[11];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Returns a new root for {@code X-Amzn-Trace-Id}; see the X-Ray developer guide, "Tracing header". */
    public static String traceId(long epochMillis) {
        var bytes = new byte[12];
        ThreadLocalRandom.current().nextBytes(bytes);
        var hex = HexFormat.of();
        return "Root=1-" + hex.toHexDigits((int) (epochMillis / 1000)) + "-" + hex.formatHex(bytes);
    }
}
