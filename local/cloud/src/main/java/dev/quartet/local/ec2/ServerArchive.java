package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fetches servers' archives from S3 as an instance does, by its role's credentials. Thread-safe. */
final class ServerArchive implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_ERROR = 2048;

    private final CloudContext context;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ServerArchive(CloudContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    /** Fetches {@code s3://bucket/key} into {@code file}; throws {@link BootException} when S3 refuses, or it is another one. */
    void fetch(Credentials credentials, String bucket, String key, String sha256, Path file)
            throws BootException, InterruptedException {
        var signer = new RequestSigner(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                Optional.of(credentials.sessionToken()),
                context.region(),
                context.clock());
        var uri = URI.create(context.endpoint() + "/" + bucket + "/" + encoded(key));
        var name = "s3://" + bucket + "/" + key;
        try {
            var answer = http.send(
                    signer.sign("GET", uri, "s3", Map.of(), new byte[0])
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofFile(file));
            if (answer.statusCode() != 200) {
                throw new BootException("fatal error: GetObject of %s was answered %d: %s"
                        .formatted(name, answer.statusCode(), error(file)));
            }
            var found = sha256(file);
            if (!found.equals(sha256.toLowerCase(Locale.ROOT))) {
                throw new BootException("%s: FAILED: the SHA-256 is %s, not %s".formatted(name, found, sha256));
            }
        } catch (IOException e) {
            throw new BootException("fatal error: %s cannot be fetched: %s".formatted(name, e), e);
        }
    }

    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
    }

    private static String error(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_ERROR), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
