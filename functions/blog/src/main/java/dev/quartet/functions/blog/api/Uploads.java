package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Clients;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Presigns the one PUT by which an author's picture reaches the uploads bucket: of that key, length and content type, for 15 minutes.
 * The presigner is opened for each, and its classes load with the first: few requests need it, and it keeps no connection. It is accelerated only at AWS's own endpoint: there is no acceleration of another one, and the SDK refuses it.
 */
final class Uploads {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final Env env;
    private final String bucket;

    Uploads(Env env) {
        this.env = env;
        bucket = env.required("UPLOADS_BUCKET");
    }

    private S3Presigner presigner() {
        URI endpoint = Clients.endpoint(env, "S3");
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Clients.region(env))
                .credentialsProvider(Clients.credentials())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint != null)
                        .accelerateModeEnabled(endpoint == null && accelerated(env))
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private static boolean accelerated(Env env) {
        String value = env.optional("UPLOADS_ACCELERATED");
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw new IllegalStateException("UPLOADS_ACCELERATED is '" + value + "'; allowed are true and false");
    }

    /** What the author gets: {@code {key, uploadUrl, headers, expiresAt}}; the headers must be sent as they are. */
    Map<String, Object> upload(String key, ImageInput input) {
        PresignedPutObjectRequest presigned;
        try (S3Presigner presigner = presigner()) {
            presigned = presigner.presignPutObject(
                    presign -> presign.signatureDuration(VALID).putObjectRequest(put -> put.bucket(bucket)
                            .key(Pictures.INCOMING + key)
                            .contentType(input.contentType())
                            .contentLength(input.size())));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", input.contentType());
        headers.put("Content-Length", Long.toString(input.size()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key);
        json.put("uploadUrl", presigned.url().toString());
        json.put("headers", headers);
        json.put("expiresAt", presigned.expiration());
        return json;
    }
}
