package dev.quartet.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Asset;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EngineTest {
    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();
    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
    private final Map<String, String> config = new HashMap<>();
    private final ResourceCatalog catalog = new ResourceCatalog();

    @BeforeEach
    void givenHandlersForTheSample() {
        config.put("aws:region", "ap-northeast-1");
        config.put("sample:password", "s3cret");
        catalog.resource(
                        "aws:s3/bucketV2:BucketV2",
                        kept(Provisioned.running(
                                "pages-1", Map.of("bucket", "pages-1", "arn", "arn:aws:s3:::pages-1"))))
                .resource("aws:s3/bucketObjectv2:BucketObjectv2", kept(Provisioned.running("index.html", Map.of())))
                .resource("aws:ssm/parameter:Parameter", kept(Provisioned.recorded("secret", Map.of())))
                .function(
                        "aws:index/getCallerIdentity:getCallerIdentity",
                        arguments -> Map.of("accountId", "111122223333", "arn", "a", "id", "i", "userId", "u"));
    }

    @Test
    void run_shouldHandOverResourcesAndTheirOutputs() throws Exception {
        var result = run();

        assertThat(result.succeeded())
                .as("%s %s", listener.failed, listener.messages)
                .isTrue();
        assertThat(result.exitCode()).isZero();
        assertThat(result.running()).isEqualTo(2);
        assertThat(result.recorded()).isEqualTo(1);
        assertThat(result.outputs())
                .containsEntry("bucket", "pages-1")
                .containsEntry("password", "s3cret")
                .containsEntry("account", "111122223333")
                .containsEntry("nested", Map.of("list", List.of(1.0, 2.0)));
        assertThat(listener.printed).containsExactly("hello from the program");
        assertThat(listener.messages).contains("INFO the program logs");
        assertThat(listener.created).contains("aws:ssm/parameter:Parameter secret recorded");

        assertThat(registrations.get("pages").region()).isEqualTo("us-east-1");
        assertThat(registrations.get("secret").region()).isEqualTo("ap-northeast-1");
        assertThat(registrations.get("secret").inputs().string("value")).isEqualTo("s3cret");
        assertThat(registrations.get("secret").inputs().string("description"))
                .isEqualTo("{\"arn\":\"arn:aws:s3:::pages-1\"}");
        assertThat(registrations.get("page").inputs().asset("source"))
                .isEqualTo(new Asset(
                        false, java.util.Optional.of(directory.resolve("page.html")), java.util.Optional.empty()));
        var pages = "urn:pulumi:local::sample::test:web:Site$aws:s3/bucketV2:BucketV2::pages";
        assertThat(registrations.get("page").dependencies()).contains(pages);

        var graph = new JsonMapper().readTree(result.graph());
        assertThat(graph.path("format").asString()).isEqualTo("pulumi-graph/1");
        var bucket = node(graph, "pages");
        assertThat(bucket.path("urn").asString()).isEqualTo(pages);
        assertThat(bucket.path("parent").asString()).isEqualTo("urn:pulumi:local::sample::test:web:Site::site");
        assertThat(bucket.path("protect").asBoolean()).isTrue();
        assertThat(bucket.path("provider").asString())
                .startsWith("urn:pulumi:local::sample::pulumi:providers:aws::edge::");
        assertThat(bucket.path("aliases").toString()).contains("old-pages");
        assertThat(bucket.path("outputs").path("arn").asString()).isEqualTo("arn:aws:s3:::pages-1");
        var page = node(graph, "page");
        assertThat(page.path("inputs").path("source").toString()).isEqualTo("{\"$asset\":{\"path\":\"page.html\"}}");
        assertThat(page.path("propertyDependencies").path("bucket").toString()).contains("BucketV2::pages");
    }

    @Test
    void run_shouldFailNamingTheType_whenItHasNoHandler() throws Exception {
        config.put("sample:topics", "1");

        var result = run();

        assertThat(result.succeeded()).isFalse();
        assertThat(result.exitCode()).isNotZero();
        assertThat(listener.failed)
                .contains("aws:sns/topic:Topic (topic-0): the local cloud has no handler for this type");
    }

    @Test
    void run_shouldFailInWords_whenAResourceIsRefused() throws Exception {
        config.put("sample:topics", "1");
        catalog.resource("aws:sns/topic:Topic", registration -> {
            throw new ProvisionException("no topic called " + registration.name());
        });

        var result = run();

        assertThat(result.succeeded()).isFalse();
        assertThat(listener.failed).containsExactly("no topic called topic-0");
    }

    @Test
    void run_shouldFail_whenTheProgramThrows() throws Exception {
        config.put("sample:broken", "true");

        var result = run();

        assertThat(result.succeeded()).isFalse();
        assertThat(result.exitCode()).isNotZero();
        assertThat(listener.messages).anyMatch(line -> line.startsWith("ERROR") && line.contains("broken on purpose"));
        assertThat(listener.created).isEmpty();
    }

    @Test
    void run_shouldEndAProgramThatDoesNotEnd() throws Exception {
        var sleeper = Files.writeString(
                directory.resolve("Sleeper.java"),
                "public class Sleeper { public static void main(String[] a) throws Exception { Thread.sleep(600000); } }");
        var program = new Program(
                directory, List.of(ProcessSpec.java(), sleeper.toString()), "sample", "local", new StackConfig(config));

        try (var children = ChildProcesses.open(directory.resolve("children"))) {
            var engine = new Engine(children, Duration.ofMillis(300));
            assertThatThrownBy(() -> engine.run(program, Provisioner.of(catalog), listener))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageContaining("did not end");
        }
    }

    private RunResult run() throws IOException, InterruptedException {
        var program = new Program(
                directory,
                List.of(
                        ProcessSpec.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleProgram.class.getName()),
                "sample",
                "local",
                new StackConfig(config));
        try (var children = ChildProcesses.open(directory.resolve("children"))) {
            return new Engine(children, Duration.ofSeconds(60)).run(program, Provisioner.of(catalog), listener);
        }
    }

    private dev.quartet.local.core.ResourceHandler kept(Provisioned answer) {
        return registration -> {
            registrations.put(registration.name(), registration);
            return answer;
        };
    }

    private static JsonNode node(JsonNode graph, String name) {
        return graph.path("resources")
                .valueStream()
                .filter(resource -> resource.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
