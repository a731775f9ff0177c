package dev.quartet.functions.services.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A bucket's objects in memory, by key; refuses puts when told to. */
final class MemoryBucket implements S3Client {
    /** An object's content, made anew for each reader. */
    interface Content {
        InputStream open();
    }

    private final Map<String, Content> incoming = new ConcurrentHashMap<>();
    final Map<String, String> reports = new ConcurrentHashMap<>();
    long length = 1;
    volatile boolean silent;

    void put(String key, Content content) {
        incoming.put(key, content);
    }

    void put(String key, byte[] content) {
        put(key, () -> new ByteArrayInputStream(content));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        Content content = incoming.get(request.key());
        if (content == null) {
            throw NoSuchKeyException.builder().message("no such key").build();
        }
        return new ResponseInputStream<>(
                GetObjectResponse.builder().contentLength(length).build(), AbortableInputStream.create(content.open()));
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (silent) {
            throw SdkClientException.create("S3 does not answer");
        }
        try (InputStream in = body.contentStreamProvider().newStream()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != body.optionalContentLength().orElseThrow()) {
                throw new AssertionError("the length is not that of the content");
            }
            reports.put(request.key(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PutObjectResponse.builder().build();
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
