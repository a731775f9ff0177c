package dev.quartet.local.traffic;

import dev.quartet.exports.TodoExports;
import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A user's files on S3, with temporary credentials. Thread-safe. */
final class Files {
    private static final String IDENTITY = "${cognito-identity.amazonaws.com:sub}";
    private static final Map<String, String> CONTENT_TYPE = Map.of("Content-Type", "application/octet-stream");

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
        wire.expect(Operation.UPLOAD_FILE, sign(session, "PUT", name, content).build());
    }

    byte[] get(Accounts.Session session, String name) throws FailedRequestException, InterruptedException {
        return wire.expect(
                        Operation.DOWNLOAD_FILE,
                        sign(session, "GET", name, new byte[0]).build())
                .body();
    }

    private HttpRequest.Builder sign(Accounts.Session session, String method, String name, byte[] content) {
        var prefix = todo.userFilesPrefix().replace(IDENTITY, session.identityId());
        var uri = URI.create(endpoint + "/" + todo.userFilesBucket() + "/" + encode(prefix + name));
        return new RequestSigner(
                        session.accessKeyId(),
                        session.secretAccessKey(),
                        Optional.of(session.sessionToken()),
                        region,
                        Clock.systemUTC())
                .sign(method, uri, "s3", CONTENT_TYPE, content)
                .timeout(Wire.PATIENCE);
    }

    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
