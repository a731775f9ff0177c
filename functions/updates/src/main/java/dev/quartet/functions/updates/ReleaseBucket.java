package dev.quartet.functions.updates;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The bucket into which releases are put, and in which their publishers find what became of them. */
final class ReleaseBucket {
    private static final Duration SOCKET = Duration.ofSeconds(10);
    /** The largest file at a tenth of what S3 gives a function. */
    private static final Duration CALL = Duration.ofMinutes(12);

    private final Reopened<S3Client> s3;

    ReleaseBucket(Supplier<S3Client> open) {
        s3 = new Reopened<>(open);
    }

    static S3Client client(Env env) {
        URI endpoint = Clients.endpoint(env, "S3");
        return Clients.configure(S3Client.builder(), env, endpoint, SOCKET, CALL, Clients.attempts(3))
                .forcePathStyle(endpoint != null)
                .build();
    }

    /** @throws RejectedException if there is none, or one that is too large */
    byte[] manifest(String bucket, String key) {
        return read(bucket, key, in -> {
            byte[] bytes = in.readNBytes(Manifest.MAX_BYTES + 1);
            if (bytes.length > Manifest.MAX_BYTES) {
                throw new RejectedException(
                        "%s has more than %d bytes.".formatted(ReleaseId.MANIFEST, Manifest.MAX_BYTES));
            }
            return bytes;
        });
    }

    /**
     * Reads an object once, from its beginning; a failure in the middle is the caller's to try again.
     *
     * @throws RejectedException if there is no such object
     */
    <T> T read(String bucket, String key, Reader<T> reader) {
        try (ResponseInputStream<GetObjectResponse> in =
                s3.get().getObject(request -> request.bucket(bucket).key(key))) {
            boolean ended = false;
            try {
                T result = reader.read(in);
                ended = in.read() < 0;
                return result;
            } finally {
                if (!ended) {
                    // Closing would fetch the rest, which may be gigabytes, for the connection's sake.
                    in.abort();
                }
            }
        } catch (NoSuchKeyException e) {
            throw new RejectedException(
                    "The bucket has no " + key + ": a release's files are put before its manifest.");
        } catch (IOException e) {
            throw SdkClientException.create(key + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Puts a report beside the manifest. */
    void report(String bucket, String key, Map<String, ?> report) {
        byte[] json = Json.bytes(report);
        s3.get()
                .putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/json"),
                        RequestBody.fromBytes(json));
    }

    /** Takes an object's bytes. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }
}
