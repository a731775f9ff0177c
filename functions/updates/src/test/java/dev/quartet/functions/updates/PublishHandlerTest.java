package dev.quartet.functions.updates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.testing.EmbeddedDynamoDb;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublishHandlerTest {
    private static final byte[] APP = "the application".repeat(100_000).getBytes(UTF_8);
    private static final byte[] NOTES = "what is new".getBytes(UTF_8);

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();
    private final ReleasesBucketStandIn bucket = new ReleasesBucketStandIn();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @TempDir
    private Path root;

    private PublishHandler handler;
    private ChannelLock locks;

    @BeforeEach
    void start() {
        dynamoDb.client().createTable(table -> table.tableName("locks")
                .attributeDefinitions(key -> key.attributeName("channel").attributeType(ScalarAttributeType.S))
                .keySchema(key -> key.attributeName("channel").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        Env env = new Env(Map.of("RELEASES_ROOT", root.toString(), "LOCKS_TABLE", "locks"));
        handler = new PublishHandler(
                env, Clock.systemUTC(), new PrintStream(log, true, UTF_8), dynamoDb::client, () -> bucket);
        locks = new ChannelLock(dynamoDb::client, "locks", Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        dynamoDb.close();
    }

    @Test
    void publishesARelease() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP, "docs/notes.txt", NOTES));

        assertThat(publish("stable/1.0.0").path("status").asString()).isEqualTo("PUBLISHED");

        assertThat(root.resolve("stable/1.0.0/app.bin")).hasBinaryContent(APP);
        assertThat(root.resolve("stable/1.0.0/docs/notes.txt")).hasBinaryContent(NOTES);
        JsonNode latest = latest("stable");
        assertThat(latest.path("version").asString()).isEqualTo("1.0.0");
        assertThat(latest.path("files").findValuesAsString("sha256"))
                .containsExactly(Digests.hex(APP), Digests.hex(NOTES));
        assertThat(served())
                .containsExactly(
                        "stable/1.0.0/app.bin",
                        "stable/1.0.0/docs/notes.txt",
                        "stable/1.0.0/release.json",
                        "stable/latest.json");
        assertThat(staged()).isEmpty();
        assertThat(log.toString(UTF_8)).contains("\"ReleasesPublished\":1");
    }

    @Test
    void doesNothingTheSecondTime() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        publish("stable/1.0.0");
        var before = Files.getLastModifiedTime(root.resolve("stable/latest.json"));

        assertThat(publish("stable/1.0.0").path("status").asString()).isEqualTo("UNCHANGED");
        assertThat(Files.getLastModifiedTime(root.resolve("stable/latest.json")))
                .isEqualTo(before);
    }

    @Test
    void finishesWhatDiedBetweenReleaseAndLatest() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        publish("stable/1.0.0");
        Files.delete(root.resolve("stable/latest.json"));

        publish("stable/1.0.0");
        assertThat(latest("stable").path("version").asString()).isEqualTo("1.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "1.9.0, 1.10.0, 1.10.0",
        "1.10.0, 1.9.0, 1.10.0",
        "1.0.0-rc.9, 1.0.0-rc.10, 1.0.0-rc.10",
        "1.0.0-rc.1, 1.0.0, 1.0.0",
        "2.0.0, 2.0.0-rc.1, 2.0.0",
    })
    void latestMovesUpOnly(String first, String second, String latest) throws IOException {
        release("stable", first, Map.of("app.bin", APP));
        release("stable", second, Map.of("app.bin", NOTES));
        publish("stable/" + first);
        String status = publish("stable/" + second).path("status").asString();

        assertThat(latest("stable").path("version").asString()).isEqualTo(latest);
        assertThat(status).isEqualTo(latest.equals(second) ? "PUBLISHED" : "PUBLISHED_NOT_LATEST");
        assertThat(root.resolve("stable").resolve(second).resolve("app.bin")).exists();
    }

    @Test
    void rejectsAnotherContentOfAVersion() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        publish("stable/1.0.0");
        List<String> before = contents();
        release("stable", "1.0.0", Map.of("app.bin", NOTES));

        assertRejected("stable/1.0.0", "Version 1.0.0 of channel stable exists with other content");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void rejectsACorruptFileAndLeavesWhatIsServed() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        publish("stable/1.0.0");
        List<String> before = contents();

        release("stable", "1.1.0", Map.of("app.bin", APP, "notes.txt", NOTES));
        byte[] corrupt = APP.clone();
        corrupt[APP.length / 2] ^= 1;
        bucket.objects.put("stable/1.1.0/app.bin", corrupt);
        assertRejected("stable/1.1.0", "app.bin has the SHA-256 " + Digests.hex(corrupt));

        bucket.objects.put("stable/1.1.0/app.bin", Arrays.copyOf(APP, APP.length - 1));
        assertRejected(
                "stable/1.1.0", "app.bin has %d bytes; its manifest says %d".formatted(APP.length - 1, APP.length));

        bucket.objects.put("stable/1.1.0/app.bin", Arrays.copyOf(APP, APP.length * 2));
        assertRejected("stable/1.1.0", "app.bin has more than %d bytes".formatted(APP.length));

        bucket.objects.remove("stable/1.1.0/notes.txt");
        bucket.objects.put("stable/1.1.0/app.bin", APP);
        assertRejected("stable/1.1.0", "The bucket has no stable/1.1.0/notes.txt");
        assertThat(contents()).isEqualTo(before);
        assertThat(staged()).isEmpty();
        assertThat(log.toString(UTF_8)).contains("\"ReleasesRejected\":1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"files":[                                           | is not valid JSON
            {"files":[]}                                         | has 0 files
            {"files":[],"more":1}                                | and nothing else
            {"files":[{"path":"a","size":1}]}                    | must be {path, size, sha256}
            {"files":[{"path":"a","size":"1","sha256":"%s"}]}    | must be {path, size, sha256}
            {"files":[{"path":"a","size":1.5,"sha256":"%s"}]}    | must be {path, size, sha256}
            {"files":[{"path":"a","size":-1,"sha256":"%s"}]}     | The size of a is -1
            {"files":[{"path":"a","size":1,"sha256":"AB"}]}      | 64 lower-case hexadecimal digits
            {"files":[{"path":"../a","size":1,"sha256":"%s"}]}   | The path '../a' is not allowed
            {"files":[{"path":"a/../b","size":1,"sha256":"%s"}]} | The path 'a/../b' is not allowed
            {"files":[{"path":"/a","size":1,"sha256":"%s"}]}     | The path '/a' is not allowed
            {"files":[{"path":".a","size":1,"sha256":"%s"}]}     | The path '.a' is not allowed
            {"files":[{"path":"a//b","size":1,"sha256":"%s"}]}   | The path 'a//b' is not allowed
            {"files":[{"path":"a b","size":1,"sha256":"%s"}]}    | The path 'a b' is not allowed
            {"files":[{"path":"Release.json","size":1,"sha256":"%s"}]} | is the manifest's own
            {"files":[{"path":"A","size":1,"sha256":"%1$s"},{"path":"a","size":1,"sha256":"%1$s"}]}   | is there twice
            {"files":[{"path":"a","size":1,"sha256":"%1$s"},{"path":"A/b","size":1,"sha256":"%1$s"}]} | is a file and a folder
            """)
    void rejectsAManifestThatIsNone(String manifest, String reason) throws IOException {
        bucket.objects.put(
                "stable/1.0.0/release.json", manifest.formatted("0".repeat(64)).getBytes(UTF_8));

        assertRejected("stable/1.0.0", reason);
        assertThat(served()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stable/1.0.0",
                "stable/1.0",
                "stable/v1.0.0",
                "stable/1.0.0+5",
                "stable/01.0.0",
                "stable/latest.json",
                "1.0.0",
                "a/stable/1.0.0",
                "../1.0.0",
                "stable/.."
            })
    void rejectsAPlaceThatIsNone(String place) throws IOException {
        bucket.objects.put(place + "/release.json", "{}".getBytes(UTF_8));

        assertRejected(place, "");
        assertThat(served()).isEmpty();
    }

    @Test
    void failsAndBeginsAnewWhenAReadBreaksOff() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP, "notes.txt", NOTES));
        bucket.faults.put("stable/1.0.0/notes.txt", PublishHandlerTest::brokenOff);

        assertThatThrownBy(() -> publish("stable/1.0.0")).hasMessageContaining("cut");
        assertThat(served()).isEmpty();
        assertThat(bucket.objects).doesNotContainKey("stable/1.0.0/release.report.json");

        bucket.faults.clear();
        assertThat(publish("stable/1.0.0").path("status").asString()).isEqualTo("PUBLISHED");
    }

    @Test
    void clearsWhatAKilledPublisherLeft() throws IOException {
        Path left = Files.createDirectories(root.resolve(".staging/stable/killed"));
        Files.write(left.resolve("app.bin"), NOTES);
        Files.createDirectories(root.resolve(".staging/beta/alive"));
        release("stable", "1.0.0", Map.of("app.bin", APP));

        publish("stable/1.0.0");
        assertThat(left).doesNotExist();
        assertThat(root.resolve(".staging/beta/alive")).exists();
    }

    @Test
    void waitsForAnotherPublisherOfTheChannelOnly() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        release("beta", "1.0.0", Map.of("app.bin", APP));
        try (ChannelLock.Held held = locks.take("stable", "somebody")) {
            assertThatThrownBy(() -> publish("stable/1.0.0")).isInstanceOf(ChannelLock.BusyException.class);
            assertThat(served()).isEmpty();
            assertThat(publish("beta/1.0.0").path("status").asString()).isEqualTo("PUBLISHED");
            held.confirm();
        }
        assertThat(publish("stable/1.0.0").path("status").asString()).isEqualTo("PUBLISHED");
    }

    @Test
    void takesOverFromAPublisherThatDied() throws IOException {
        var past = new ChannelLock(
                dynamoDb::client,
                "locks",
                Clock.offset(
                        Clock.systemUTC(),
                        ChannelLock.LEASE.plus(Duration.ofSeconds(1)).negated()));
        ChannelLock.Held dead = past.take("stable", "dead");
        release("stable", "1.0.0", Map.of("app.bin", APP));

        assertThat(publish("stable/1.0.0").path("status").asString()).isEqualTo("PUBLISHED");
        try (ChannelLock.Held held = locks.take("stable", "next")) {
            assertThatThrownBy(dead::confirm).isInstanceOf(ChannelLock.BusyException.class);
            dead.close();
            held.confirm();
        }
    }

    @Test
    void showsNothingWhenItsLeaseWasLost() throws IOException {
        release("stable", "1.0.0", Map.of("app.bin", APP));
        bucket.faults.put("stable/1.0.0/app.bin", in -> {
            // The publisher stalls here for longer than its lease; another one takes the channel.
            dynamoDb.client().deleteItem(delete -> delete.tableName("locks")
                    .key(Map.of("channel", dev.quartet.functions.data.Attributes.text("stable"))));
            locks.take("stable", "another");
            return in;
        });

        assertThatThrownBy(() -> publish("stable/1.0.0")).isInstanceOf(ChannelLock.BusyException.class);
        assertThat(served()).isEmpty();
    }

    @Test
    void refusesAFileSystemThatIsNotMounted() {
        Env env = new Env(Map.of("RELEASES_ROOT", root.resolve("absent").toString(), "LOCKS_TABLE", "locks"));
        handler = new PublishHandler(
                env, Clock.systemUTC(), new PrintStream(log, true, UTF_8), dynamoDb::client, () -> bucket);
        release("stable", "1.0.0", Map.of("app.bin", APP));

        assertThatThrownBy(() -> publish("stable/1.0.0")).hasMessageContaining("not mounted");
        assertThat(root.resolve("absent")).doesNotExist();
    }

    private static InputStream brokenOff(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("the connection was cut");
            }
        };
    }

    private void release(String channel, String version, Map<String, byte[]> files) {
        String folder = channel + "/" + version + "/";
        List<Map<String, Object>> manifest = new ArrayList<>();
        new TreeMap<>(files).forEach((path, bytes) -> {
            bucket.objects.put(folder + path, bytes);
            manifest.add(Map.of("path", path, "size", bytes.length, "sha256", Digests.hex(bytes)));
        });
        bucket.objects.put(folder + "release.json", Json.bytes(Map.of("files", manifest)));
    }

    /** Publishes what lies there; returns the report. */
    private JsonNode publish(String place) {
        String key = URLEncoder.encode(place + "/release.json", UTF_8);
        Functions.invoke(
                handler,
                Map.of(
                        "Records",
                        List.of(Map.of(
                                "eventTime",
                                "2026-01-01T00:00:00.000Z",
                                "s3",
                                Map.of("bucket", Map.of("name", "releases"), "object", Map.of("key", key))))));
        return JsonMapper.shared().readTree(bucket.objects.get(place + "/release.report.json"));
    }

    private void assertRejected(String place, String reason) {
        JsonNode report = publish(place);
        assertThat(report.path("status").asString()).isEqualTo("REJECTED");
        assertThat(report.path("reason").asString()).contains(reason).isNotBlank();
    }

    private JsonNode latest(String channel) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(root.resolve(channel).resolve("latest.json")));
    }

    private List<String> served() throws IOException {
        return files("stable", "beta");
    }

    private List<String> staged() throws IOException {
        return files(".staging");
    }

    private List<String> files(String... folders) throws IOException {
        List<String> files = new ArrayList<>();
        for (String folder : folders) {
            if (Files.exists(root.resolve(folder))) {
                try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                    all.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString())
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String file : served()) {
            contents.add(file + " " + Digests.hex(Files.readAllBytes(root.resolve(file))));
        }
        return contents;
    }
}
