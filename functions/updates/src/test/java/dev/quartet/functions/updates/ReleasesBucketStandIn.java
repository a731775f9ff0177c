package dev.quartet.functions.updates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A bucket in memory whose objects can be made to arrive badly. */
final class ReleasesBucketStandIn implements S3Client {
    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    /** What becomes of an object's bytes on their way, by key. */
    final Map<String, UnaryOperator<InputStream>> faults = new ConcurrentHashMap<>();

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        byte[] object = objects.get(request.key());
        if (object == null) {
            throw NoSuchKeyException.builder().message("no such key").build();
        }
        InputStream in =
                faults.getOrDefault(request.key(), UnaryOperator.identity()).apply(new ByteArrayInputStream(object));
        return new ResponseInputStream<>(
                GetObjectResponse.builder().contentLength((long) object.length).build(),
                AbortableInputStream.create(in));
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            objects.put(request.key(), in.readAllBytes());
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
