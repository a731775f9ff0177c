package dev.quartet.local.runtime;

/** One event to handle; {@code deadlineMillis} is in milliseconds since the epoch. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once: a copy would only cost time
record Invocation(String requestId, long deadlineMillis, String functionArn, String traceId, byte[] event) {}
