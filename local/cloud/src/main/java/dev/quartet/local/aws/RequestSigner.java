package dev.quartet.local.aws;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to the AWS API by Signature Version 4, as a client. Immutable. Holds a secret: never to be logged. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM</a>.
 */
public final class RequestSigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKeyId;
    private final String secretAccessKey;
    private final Optional<String> sessionToken;
    private final String region;
    private final Clock clock;

    /** Creates it for one pair of keys; {@code sessionToken} belongs to temporary ones. */
    public RequestSigner(
            String accessKeyId, String secretAccessKey, Optional<String> sessionToken, String region, Clock clock) {
        this.accessKeyId = requireNonNull(accessKeyId, "accessKeyId is null");
        this.secretAccessKey = requireNonNull(secretAccessKey, "secretAccessKey is null");
        this.sessionToken = requireNonNull(sessionToken, "sessionToken is null");
        this.region = requireNonNull(region, "region is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Creates it from the variables of {@code aws.env}. */
    public static RequestSigner of(Map<String, String> environment) {
        return new RequestSigner(
                environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                Optional.ofNullable(environment.get("AWS_SESSION_TOKEN")),
                environment.getOrDefault("AWS_REGION", ""),
                Clock.systemUTC());
    }

    /** Returns one with the same keys for another region. */
    public RequestSigner in(String otherRegion) {
        return new RequestSigner(accessKeyId, secretAccessKey, sessionToken, otherRegion, clock);
    }

    /**
     * Returns a signed request.
     *
     * @param uri with an explicit port; path and query percent-encoded as RFC 3986 has it
     * @param service signing name, for example {@code s3}
     * @param headers further ones; all are signed
     */
    public HttpRequest.Builder sign(String method, URI uri, String service, Map<String, String> headers, byte[] body) {
        var time = TIME.format(clock.instant());
        var date = time.substring(0, 8);
        var hash = SigV4.hash(body);
        var signed = new TreeMap<String, String>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        signed.put("x-amz-date", time);
        signed.put("x-amz-content-sha256", hash);
        sessionToken.ifPresent(token -> signed.put("x-amz-security-token", token));
        var request = HttpRequest.newBuilder(uri);
        signed.forEach(request::header);
        signed.put("host", uri.getAuthority()); // the HTTP client sets it by itself
        var names = String.join(";", signed.keySet());
        var lines = signed.entrySet().stream()
                .map(h -> h.getKey() + ":" + h.getValue() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join(
                "\n", method, path(uri.getRawPath(), service), query(uri.getRawQuery()), lines, names, hash);
        var scope = "%s/%s/%s/aws4_request".formatted(date, region, service);
        var signature = SigV4.sign(
                SigV4.signingKey(secretAccessKey, date, region, service),
                String.join("\n", SigV4.ALGORITHM, time, scope, SigV4.hash(canonical)));
        return request.header(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(SigV4.ALGORITHM, accessKeyId, scope, names, signature))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** Returns a signed call of an operation of a service that speaks JSON 1.1. */
    public HttpRequest.Builder call(URI endpoint, String service, String target, String body) {
        return sign(
                "POST",
                endpoint,
                service,
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** All services but S3 encode the path once more for the signature. */
    private static String path(String rawPath, String service) {
        if (rawPath.isEmpty()) {
            return "/";
        }
        return service.equals("s3")
                ? rawPath
                : Arrays.stream(rawPath.split("/", -1))
                        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)
                                .replace("*", "%2A")
                                .replace("%7E", "~"))
                        .collect(Collectors.joining("/"));
    }

    private static String query(@Nullable String rawQuery) {
        return rawQuery == null
                ? ""
                : Arrays.stream(rawQuery.split("&"))
                        .filter(pair -> !pair.isEmpty())
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
