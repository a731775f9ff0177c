package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.http.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** New code and configuration, rolled out by versions and weighted aliases: by Lambda's API and by the program. */
@Timeout(120)
class CanaryTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String ALIAS = "aws:lambda/alias:Alias";
    private static final int CALLS = 400;

    @TempDir
    private Path directory;

    private TestCloud cloud;
    private LoopbackServer server;
    private LambdaClient client;

    @BeforeEach
    void start() throws IOException {
        cloud = new TestCloud(directory, 4, Duration.ofSeconds(10), Optional.empty(), Duration.ofMillis(200));
        server = LoopbackServer.start(0, exchange -> cloud.lambda
                .api()
                .handle(new AwsRequest(exchange, TestCloud.ROOT, "lambda", "eu-west-1", "request-1")));
        client = LambdaClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_WEST_1)
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        cloud.close();
    }

    @Test
    void weights_shouldSplitCallsAndMetricsByVersion() {
        cloud.function(Map.of("publish", true));
        client.createAlias(r -> r.functionName("todo").name("live").functionVersion("1"));
        invoke();
        assertThat(cloud.metrics.keySet()).noneMatch(metric -> metric.contains("ExecutedVersion"));
        variable("RELEASE", "second");
        assertThat(client.publishVersion(r -> r.functionName("todo")).version()).isEqualTo("2");

        var alias = client.updateAlias(r -> r.functionName("todo")
                .name("live")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of("2", 0.1))));
        assertThat(alias.functionVersion()).isEqualTo("1");
        assertThat(alias.routingConfig().additionalVersionWeights()).containsEntry("2", 0.1);
        var byVersion = new HashMap<String, Integer>();
        for (int i = 0; i < CALLS; i++) {
            byVersion.merge(invoke(), 1, Integer::sum);
        }

        // Binomial(400, 0.1), 40 ± 6: outside of these comes less than once in a million runs.
        assertThat(byVersion.get("2 second")).isBetween(13, 72);
        assertThat(byVersion).containsOnlyKeys("1 null", "2 second");
        assertThat(cloud.sum("Invocations {ExecutedVersion=2, FunctionName=todo, Resource=todo:live}"))
                .isEqualTo(byVersion.get("2 second").doubleValue());
        assertThat(cloud.sum("Invocations {ExecutedVersion=1, FunctionName=todo, Resource=todo:live}"))
                .isEqualTo(byVersion.get("1 null").doubleValue());
        assertThat(cloud.sum("Invocations {FunctionName=todo, Resource=todo:live}"))
                .isEqualTo(CALLS + 1.0);
        assertThat(cloud.sum("Invocations {FunctionName=todo}")).isEqualTo(CALLS + 1.0);
        assertThat(cloud.logs.get("/aws/lambda/todo"))
                .anyMatch(line -> line.startsWith("START") && line.endsWith("Version: 2"));

        // Rolled back: all calls go to version 1 again, and the processes of 2 go away.
        client.updateAlias(r -> r.functionName("todo")
                .name("live")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of())));
        for (int i = 0; i < 50; i++) {
            assertThat(invoke()).isEqualTo("1 null");
        }
        await().until(() -> {
            invoke();
            return cloud.processes().size() == 1;
        });

        // Promoted.
        client.updateAlias(r -> r.functionName("todo").name("live").functionVersion("2"));
        assertThat(invoke()).isEqualTo("2 second");
    }

    @Test
    void program_shouldRollOutByChangedArguments() {
        var before = cloud.arguments(Map.of("publish", true));
        var made = cloud.provision(FUNCTION, before);
        var aliasBefore = Map.<String, Object>of("name", "live", "functionName", "todo", "functionVersion", "1");
        var alias = cloud.provision(ALIAS, aliasBefore);
        var after = cloud.arguments(Map.of(
                "publish", true, "environment", Map.of("variables", Map.of("RELEASE", "second")), "timeout", 20.0));

        var updated = cloud.update(FUNCTION, made, before, after);

        assertThat(updated.id()).isEqualTo("todo");
        assertThat(updated.outputs()).containsEntry("version", "2").containsEntry("qualifiedArn", ARN + ":2");
        assertThat(invoke()).isEqualTo("1 null");
        var canary = new HashMap<>(aliasBefore);
        canary.put("routingConfig", Map.of("additionalVersionWeights", Map.of("2", 1.0)));
        cloud.update(ALIAS, alias, aliasBefore, canary);
        assertThat(invoke()).isEqualTo("2 second");
        cloud.update(ALIAS, alias, canary, aliasBefore);
        assertThat(invoke()).isEqualTo("1 null");

        assertThatThrownBy(() -> cloud.update(FUNCTION, made, after, cloud.arguments(Map.of("name", "other"))))
                .hasMessageContaining("name changes")
                .hasMessageContaining("./quartet up");
        assertThatThrownBy(() -> cloud.update(
                        ALIAS,
                        alias,
                        aliasBefore,
                        Map.of("name", "live", "functionName", "todo", "functionVersion", "7")))
                .hasMessageContaining("Function not found")
                .hasMessageContaining("published are [1, 2]");
        assertThat(invoke()).isEqualTo("1 null");
    }

    @Test
    void code_shouldBeReplacedForNewVersionsAlone() throws Exception {
        Provisioned made = cloud.function(Map.of("publish", true));
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("empty.txt"));
        }

        var before = client.getFunction(r -> r.functionName("todo")).configuration();
        var changed = client.updateFunctionCode(
                r -> r.functionName("todo").zipFile(SdkBytes.fromByteArray(zip.toByteArray())));

        assertThat(changed.codeSha256()).isNotEqualTo(made.outputs().get("codeSha256"));
        assertThat(changed.revisionId()).isNotEqualTo(before.revisionId());
        assertThat(client.invoke(r -> r.functionName("todo").payload(SdkBytes.fromUtf8String("\"hello\"")))
                        .functionError())
                .isEqualTo("Unhandled"); // it has no handler any more
        assertThat(client.invoke(r -> r.functionName("todo:1").payload(SdkBytes.fromUtf8String("\"hello\"")))
                        .payload()
                        .asUtf8String())
                .isEqualTo("\"hello\"");
        assertThat(client.listVersionsByFunction(r -> r.functionName("todo")).versions())
                .extracting(version -> version.version())
                .containsExactly("$LATEST", "1");
    }

    @Test
    void configuration_shouldCheckRevisionsRightsAndValues() {
        cloud.function(Map.of("publish", true, "memorySize", 256.0));
        var revision =
                client.getFunctionConfiguration(r -> r.functionName("todo")).revisionId();

        var changed = client.updateFunctionConfiguration(
                r -> r.functionName("todo").memorySize(512).timeout(7).revisionId(revision));

        assertThat(changed.memorySize()).isEqualTo(512);
        assertThat(changed.timeout()).isEqualTo(7);
        assertThat(changed.handler()).isEqualTo(CommandHandler.class.getName());
        assertThatThrownBy(() -> client.updateFunctionConfiguration(
                        r -> r.functionName("todo").timeout(8).revisionId(revision)))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> client.updateFunctionConfiguration(
                        r -> r.functionName("todo").timeout(901)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("timeout 901; allowed are 1 to 900");
        assertThatThrownBy(() -> client.updateFunctionConfiguration(
                        r -> r.functionName("todo").layers("arn:aws:lambda:eu-west-1:123456789012:layer:x:1")))
                .hasMessageContaining("Layers");
        assertThat(client.publishVersion(r -> r.functionName("todo")).version()).isEqualTo("2");
        assertThat(client.publishVersion(r -> r.functionName("todo")).version())
                .as("nothing has changed")
                .isEqualTo("2");
        for (var action :
                new String[] {"UpdateFunctionConfiguration", "PublishVersion", "UpdateAlias", "CreateAlias"}) {
            cloud.denied.add("lambda:" + action);
        }
        assertThatThrownBy(() -> client.updateFunctionConfiguration(
                        r -> r.functionName("todo").timeout(9)))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("not authorized to perform: lambda:UpdateFunctionConfiguration");
        assertThatThrownBy(() -> client.publishVersion(r -> r.functionName("todo")))
                .hasMessageContaining("lambda:PublishVersion");
    }

    @Test
    void aliases_shouldRefuseWhatLambdaRefuses() {
        cloud.function(Map.of("publish", true));
        var created =
                client.createAlias(r -> r.functionName("todo").name("live").functionVersion("1"));
        assertThatThrownBy(() -> client.createAlias(
                        r -> r.functionName("todo").name("live").functionVersion("1")))
                .isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> client.createAlias(
                        r -> r.functionName("todo").name("next").functionVersion("9")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.updateAlias(r -> r.functionName("todo")
                        .name("live")
                        .routingConfig(routing -> routing.additionalVersionWeights(Map.of("1", 0.5)))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> client.updateAlias(r -> r.functionName("todo")
                        .name("live")
                        .routingConfig(routing -> routing.additionalVersionWeights(Map.of("2", 1.5)))))
                .hasMessageContaining("allowed are 0 to 1");
        variable("RELEASE", "second");
        client.publishVersion(r -> r.functionName("todo"));
        var updated = client.updateAlias(
                r -> r.functionName("todo").name("live").functionVersion("2").revisionId(created.revisionId()));
        assertThat(updated.revisionId()).isNotEqualTo(created.revisionId());
        assertThatThrownBy(() -> client.updateAlias(r ->
                        r.functionName("todo").name("live").functionVersion("1").revisionId(created.revisionId())))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(client.getAlias(r -> r.functionName("todo").name("live")).functionVersion())
                .isEqualTo("2");
    }

    private void variable(String name, String value) {
        client.updateFunctionConfiguration(
                r -> r.functionName("todo").environment(e -> e.variables(Map.of(name, value))));
    }

    /** Returns the version that ran and its RELEASE. */
    private String invoke() {
        var result = cloud.lambda
                .invoker()
                .invoke(
                        TestCloud.ROOT,
                        ARN + ":live",
                        "\"env RELEASE\"".getBytes(StandardCharsets.UTF_8),
                        Optional.empty());
        return result.executedVersion() + " " + new String(result.payload(), StandardCharsets.UTF_8).replace("\"", "");
    }
}
