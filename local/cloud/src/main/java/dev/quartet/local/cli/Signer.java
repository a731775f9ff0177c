package dev.quartet.local.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs JSON calls by Signature Version 4 with the credentials of {@code aws.env}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS</a>
 */
final class Signer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final String EXPORT = "export ";

    private final String accessKeyId;
    private final String secretAccessKey;
    private final String region;
    private final Clock clock;

    Signer(String accessKeyId, String secretAccessKey, String region, Clock clock) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.region = region;
        this.clock = clock;
    }

    /** Reads the credentials that {@code up} wrote. */
    static Signer of(Path environment) {
        Map<String, String> values = new HashMap<>();
        try {
            for (var line : Files.readAllLines(environment)) {
                int equals = line.indexOf('=');
                if (line.startsWith(EXPORT) && equals > 0) {
                    values.put(line.substring(EXPORT.length(), equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, "no " + environment + ": the local cloud is not ready", e);
        }
        return new Signer(
                values.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                values.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                values.getOrDefault("AWS_REGION", ""),
                Clock.systemUTC());
    }

    /** Makes {@code request} a signed POST of {@code body}. */
    void sign(HttpRequest.Builder request, URI uri, String service, String target, String body) {
        var time = TIME.format(clock.instant());
        var scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        var signed = "content-type;host;x-amz-date;x-amz-target";
        var canonical = String.join(
                "\n",
                "POST",
                uri.getRawPath(),
                "",
                "content-type:" + TYPE,
                "host:" + uri.getHost() + ":" + uri.getPort(),
                "x-amz-date:" + time,
                "x-amz-target:" + target,
                "",
                signed,
                sha256(body));
        var toSign = String.join("\n", ALGORITHM, time, scope, sha256(canonical));
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            key = hmac(key, part);
        }
        var signature = HexFormat.of().formatHex(hmac(key, toSign));
        request.header("Content-Type", TYPE)
                .header("X-Amz-Date", time)
                .header("X-Amz-Target", target)
                .header(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(ALGORITHM, accessKeyId, scope, signed, signature))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
