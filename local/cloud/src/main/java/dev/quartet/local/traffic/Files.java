package dev.quartet.local.traffic;

import dev.quartet.exports.TodoExports;
import dev.quartet.local.aws.SigV4;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A user's files on S3, with temporary credentials. Thread-safe. */
final class Files {
    private static final String IDENTITY = "${cognito-identity.amazonaws.com:sub}";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Wire wire;
    private final String endpoint;
    private final String region;
    private final TodoExports todo;

    Files(Wire wire, String endpoint, String region, TodoExports todo) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.region = region;
        this.todo = todo;
    }

    void put(Accounts.Session session, String name, byte[] content)
            throws FailedRequestException, InterruptedException {
        wire.expect(
                Operation.UPLOAD_FILE,
                sign(session, "PUT", name, content)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build());
    }

    byte[] get(Accounts.Session session, String name) throws FailedRequestException, InterruptedException {
        return wire.expect(
                        Operation.DOWNLOAD_FILE,
                        sign(session, "GET", name, new byte[0]).GET().build())
                .body();
    }

    /** See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
    private HttpRequest.Builder sign(Accounts.Session session, String method, String name, byte[] content) {
        var prefix = todo.userFilesPrefix().replace(IDENTITY, session.identityId());
        var uri = URI.create(endpoint + "/" + todo.userFilesBucket() + "/" + encode(prefix + name));
        var time = TIME.format(Instant.now());
        var date = time.substring(0, 8);
        var hash = SigV4.hash(content);
        var headers = "host;x-amz-content-sha256;x-amz-date;x-amz-security-token";
        var canonical = String.join(
                "\n",
                method,
                uri.getRawPath(),
                "",
                "host:" + uri.getAuthority(),
                "x-amz-content-sha256:" + hash,
                "x-amz-date:" + time,
                "x-amz-security-token:" + session.sessionToken(),
                "",
                headers,
                hash);
        var scope = "%s/%s/s3/aws4_request".formatted(date, region);
        var signature = SigV4.sign(
                SigV4.signingKey(session.secretAccessKey(), date, region, "s3"),
                String.join("\n", SigV4.ALGORITHM, time, scope, SigV4.hash(canonical)));
        return Wire.request(uri.toString())
                .header("x-amz-content-sha256", hash)
                .header("x-amz-date", time)
                .header("x-amz-security-token", session.sessionToken())
                .header(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(SigV4.ALGORITHM, session.accessKeyId(), scope, headers, signature));
    }

    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
