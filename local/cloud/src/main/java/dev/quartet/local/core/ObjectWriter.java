package dev.quartet.local.core;

import java.io.IOException;

/** Amazon S3 as other services write to it: failed records, access logs. Thread-safe. */
@FunctionalInterface
public interface ObjectWriter {
    /**
     * Puts an object, as {@code caller} and subject to the bucket's policy; its own notification follows. Throws
     * {@link AwsException} {@code AccessDenied} or {@code NoSuchBucket}.
     */
    void put(Caller caller, String bucket, String key, String contentType, byte[] content) throws IOException;
}
