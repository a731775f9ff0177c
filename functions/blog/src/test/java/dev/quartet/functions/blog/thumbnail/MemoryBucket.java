package dev.quartet.functions.blog.thumbnail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Objects in memory, by bucket and key; fails on demand. */
final class MemoryBucket implements S3Client {
    record Held(String contentType, String cacheControl, byte[] bytes) {}

    final Map<String, Held> objects = new ConcurrentHashMap<>();
    /** How many of the next puts fail. */
    int failures;

    int gets;

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Held held = held(request.bucket(), request.key());
        return HeadObjectResponse.builder()
                .contentLength((long) held.bytes().length)
                .contentType(held.contentType())
                .eTag("\"1\"")
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        gets++;
        Held held = held(request.bucket(), request.key());
        GetObjectResponse response = GetObjectResponse.builder()
                .contentLength((long) held.bytes().length)
                .build();
        try {
            return transformer.transform(
                    response, AbortableInputStream.create(new java.io.ByteArrayInputStream(held.bytes())));
        } catch (Exception e) {
            throw SdkClientException.create("cannot be read", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (failures-- > 0) {
            throw SdkClientException.create("S3 does not answer");
        }
        try (var in = body.contentStreamProvider().newStream()) {
            objects.put(
                    request.bucket() + "/" + request.key(),
                    new Held(request.contentType(), request.cacheControl(), in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PutObjectResponse.builder().build();
    }

    private Held held(String bucket, String key) {
        Held held = objects.get(bucket + "/" + key);
        if (held == null) {
            throw NoSuchKeyException.builder().message("no such key").build();
        }
        return held;
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {
        // Memory needs no closing.
    }
}
