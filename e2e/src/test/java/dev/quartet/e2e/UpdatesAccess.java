package dev.quartet.e2e;

import dev.quartet.exports.UpdatesExports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import tools.jackson.databind.JsonNode;

/** Software updates as publishers and clients meet them, and what their owner may do to the instances behind. */
public final class UpdatesAccess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MANIFEST = "release.json";

    private final StackAccess stack;
    private final UpdatesExports updates;
    private final S3Client s3;
    private final AutoScalingClient autoScaling;

    /** Reads where updates are from the stack's exports. */
    public UpdatesAccess(StackAccess stack) {
        this.stack = stack;
        this.updates = java.util.Objects.requireNonNull(stack.exports().updates());
        this.s3 = S3Client.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .forcePathStyle(true)
                .build();
        this.autoScaling = AutoScalingClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .build();
    }

    public UpdatesExports exports() {
        return updates;
    }

    /** Puts a release's files, then its manifest, which starts the publishing. */
    public void publish(String channel, String version, Map<String, byte[]> files) {
        publish(channel, version, files, manifest(files));
    }

    public void publish(String channel, String version, Map<String, byte[]> files, String manifest) {
        files.forEach((path, content) -> put(channel, version, path, content));
        put(channel, version, MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String channel, String version, String path, byte[] content) {
        s3.putObject(
                put -> put.bucket(updates.releasesBucket()).key("%s/%s/%s".formatted(channel, version, path)),
                RequestBody.fromBytes(content));
    }

    /** Returns the manifest of these files. */
    public static String manifest(Map<String, byte[]> files) {
        var json = TodoUser.JSON.createObjectNode();
        var list = json.putArray("files");
        files.forEach((path, content) ->
                list.addObject().put("path", path).put("size", content.length).put("sha256", sha256(content)));
        return json.toString();
    }

    /** Returns what became of a release; empty while nothing has. */
    public Optional<JsonNode> report(String channel, String version) {
        try {
            return Optional.of(TodoUser.JSON.readTree(s3.getObjectAsBytes(get -> get.bucket(updates.releasesBucket())
                            .key("%s/%s/release.report.json".formatted(channel, version)))
                    .asByteArray()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Asks the edge. */
    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return get(updates.baseUrl(), path, headers);
    }

    /** Asks the load balancer, past the edge: what is served now. */
    public HttpResponse<byte[]> getFromOrigin(String path, String... headers) throws IOException, InterruptedException {
        return get(java.util.Objects.requireNonNull(updates.originUrl()), path, headers);
    }

    private static HttpResponse<byte[]> get(String base, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TodoUser.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Returns the ids of the instances that are there. */
    public List<String> instances() throws IOException, InterruptedException {
        var answer = TodoUser.HTTP.send(
                HttpRequest.newBuilder(management("ec2")).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return TodoUser.JSON
                .readTree(answer.body())
                .path("instances")
                .valueStream()
                .map(instance -> instance.path("id").asString())
                .toList();
    }

    /** Kills the process of an instance, as a crash would, and returns its id. */
    public String killInstance() throws IOException, InterruptedException {
        return post("ec2", "{\"kill\": \"any\"}").path("killed").asString();
    }

    /** Sets between how many instances the group may have, and how many it shall. */
    public void capacity(int min, int desired) {
        autoScaling.updateAutoScalingGroup(update -> update.autoScalingGroupName(updates.autoScalingGroupName())
                .minSize(min)
                .desiredCapacity(desired));
    }

    /** Returns the files that are on their way into a channel, beside what is served. */
    public List<Path> staged(String channel) {
        var staging = fileSystem().resolve("releases/.staging").resolve(channel);
        try (var files = Files.walk(staging)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // not there yet, or renamed meanwhile
        }
    }

    private Path fileSystem() {
        return stack.state().resolve("work/efs").resolve(updates.fileSystemId());
    }

    /** Kills the processes of the publishing function, as a crash would; returns how many. */
    public int killPublishers() throws IOException {
        var function = updates.functions().getFirst().name();
        int killed = 0;
        for (var line : Files.readAllLines(stack.state().resolve("processes"))) {
            var fields = line.split(" ", 3); // pid, start, name
            if (fields.length == 3 && fields[2].startsWith(function)) {
                killed += ProcessHandle.of(Long.parseLong(fields[0]))
                        .filter(ProcessHandle::destroyForcibly)
                        .map(process -> 1)
                        .orElse(0);
            }
        }
        return killed;
    }

    private JsonNode post(String name, String body) throws IOException, InterruptedException {
        var answer = TodoUser.HTTP.send(
                HttpRequest.newBuilder(management(name))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s answered %d: %s".formatted(name, answer.statusCode(), answer.body()));
        }
        return TodoUser.JSON.readTree(answer.body());
    }

    private URI management(String name) {
        return URI.create(stack.cloudUrl() + "/_quartet/" + name);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        s3.close();
        autoScaling.close();
    }
}
