package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Fetches uploads, and puts what is shown into the media bucket. Keys never change what they hold, so browsers keep it for a year. */
final class Media implements AutoCloseable {
    private static final Duration SOCKET = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final double MEGABYTE = 1024 * 1024;

    private final Reopened<S3Client> s3;
    private final String bucket;

    Media(Supplier<S3Client> open, String bucket) {
        s3 = new Reopened<>(open);
        this.bucket = bucket;
    }

    static S3Client client(Env env) {
        URI endpoint = Clients.endpoint(env, "S3");
        return Clients.configure(S3Client.builder(), env, endpoint, SOCKET, CALL, Clients.attempts(3))
                .forcePathStyle(endpoint != null)
                .build();
    }

    /** What S3 knows about an upload, without its bytes. */
    HeadObjectResponse head(Upload upload) {
        return s3.get().headObject(request -> request.bucket(upload.bucket()).key(upload.object()));
    }

    /** @throws RejectedException if it is larger than a picture may be, or its type is not a picture's */
    void check(HeadObjectResponse head) {
        long size = head.contentLength();
        if (size > Pictures.MAX_BYTES) {
            throw new RejectedException("The file has %.1f MB; at most %d are allowed."
                    .formatted(size / MEGABYTE, Pictures.MAX_BYTES / (1024 * 1024)));
        }
    }

    /** An upload's bytes, those that were asked about: another version that came meanwhile fails. */
    byte[] fetch(Upload upload, HeadObjectResponse head) {
        return s3.get()
                .getObjectAsBytes(request ->
                        request.bucket(upload.bucket()).key(upload.object()).ifMatch(head.eTag()))
                .asByteArrayUnsafe();
    }

    /** The picture itself, of the type that its content has. */
    void putPicture(String key, Picture picture) {
        put("images/" + key, picture.format().contentType(), picture.clean());
    }

    void putThumbnail(String key, Thumbnails.Thumbnail thumbnail) {
        put("thumbnails/" + thumbnail.width() + "/" + key + ".jpg", Format.JPEG.contentType(), thumbnail.jpeg());
    }

    private void put(String key, String contentType, byte[] bytes) {
        s3.get()
                .putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .cacheControl(FOREVER),
                        RequestBody.fromBytes(bytes));
    }

    @Override
    public void close() {
        s3.close();
    }
}
