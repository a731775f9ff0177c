package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LambdaTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";
    private static final String BY_NAME = " {FunctionName=todo}";

    @TempDir
    private Path directory;

    private TestCloud cloud;

    @BeforeEach
    void start() throws IOException {
        cloud = new TestCloud(directory, 2, Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void shouldRunEventsInOneWarmProcess() throws IOException {
        oneProcess();
        cloud.function(Map.of("environment", Map.of("variables", Map.of("TABLE", "todos"))));

        var pid = invoke(ARN, "print hello");
        assertThat(text(pid)).matches("\"\\d+\"");
        assertThat(invoke(ARN, "print again").payload()).isEqualTo(pid.payload());
        assertThat(text(invoke(ARN, "env TABLE"))).isEqualTo("\"todos\"");
        assertThat(text(invoke(ARN, "env AWS_ACCESS_KEY_ID"))).isEqualTo("\"ASIATEST\"");
        assertThat(text(invoke(ARN, "env AWS_ENDPOINT_URL"))).isEqualTo("\"http://127.0.0.1:4566\"");
        assertThat(text(invoke(ARN, "env AWS_ENDPOINT_URL_DAX"))).isEqualTo("\"http://127.0.0.1:4610\"");
        assertThat(text(invoke(ARN, "env HOME"))).isEqualTo("\"null\"");
        assertThat(text(invoke(ARN, "version"))).isEqualTo("\"$LATEST " + ARN + "\"");

        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(8);
        assertThat(cloud.sum("Errors" + BY_NAME)).isZero();
        assertThat(cloud.metrics.get("Throttles" + BY_NAME)).containsOnly(0.0);
        assertThat(cloud.sum("Invocations {FunctionName=todo, Resource=todo}")).isEqualTo(8);
        assertThat(cloud.metrics.get("Duration" + BY_NAME)).hasSize(8).allMatch(millis -> millis > 0);
        assertThat(cloud.metrics.get("ConcurrentExecutions" + BY_NAME)).containsOnly(1.0);
    }

    @Test
    void shouldWriteTheLogAsLambdaDoes() throws IOException {
        oneProcess();
        cloud.function(Map.of());

        invoke(ARN, "print hello");
        var log = cloud.logs.get("/aws/lambda/todo");
        await().until(() -> log.stream().anyMatch(line -> line.startsWith("REPORT")));
        assertThat(log.get(0)).matches("START RequestId: [0-9a-f-]{36} Version: \\$LATEST");
        assertThat(log.get(1)).isEqualTo("hello");
        assertThat(log.get(2)).matches("END RequestId: [0-9a-f-]{36}");
        assertThat(log.get(3))
                .matches("REPORT RequestId: [0-9a-f-]{36}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\t"
                        + "Memory Size: 256 MB(\tMax Memory Used: \\d+ MB)?\tInit Duration: [\\d.]+ ms");
        invoke(ARN, "print again");
        await().until(() -> log.size() == 8);
        assertThat(log.get(7)).doesNotContain("Init Duration");
    }

    @Test
    void shouldWriteNothingWithoutTheRightTo() {
        cloud.denied.add("logs:PutLogEvents");
        cloud.function(Map.of());

        assertThat(invoke(ARN, "print hello").functionError()).isEmpty();
        assertThat(cloud.logs.get("/aws/lambda/todo")).isEmpty();
    }

    @Test
    void shouldWritePlatformEventsInJson() {
        cloud.function(Map.of("loggingConfig", Map.of("logFormat", "JSON", "logGroup", "/own/group"), "publish", true));

        invoke(ARN + ":1", "print {}");
        await().until(() -> cloud.logs.getOrDefault("/own/group", List.of()).size() == 3);
        assertThat(cloud.logs.get("/own/group").get(2))
                .contains("\"type\":\"platform.report\"", "\"status\":\"success\"", "\"initDurationMs\"");
    }

    @Test
    void shouldAnswerTheFunctionsOwnFailure() {
        cloud.function(Map.of());

        var result = invoke(ARN, "fail out of stock");

        assertThat(result.functionError()).contains("Unhandled");
        assertThat(text(result)).contains("out of stock", "java.lang.IllegalArgumentException", "stackTrace");
        assertThat(cloud.sum("Errors" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(1);
    }

    @Test
    void shouldKillAtTheTimeOutAndStartAnew() throws IOException {
        // Long enough for a process that has just started to begin, and to answer.
        cloud.function(Map.of("timeout", 3.0));
        var file = Files.createFile(directory.resolve("wait"));

        var result = invoke(ARN, "wait " + file);

        assertThat(result.functionError()).contains("Unhandled");
        assertThat(text(result)).contains("Sandbox.Timedout", "Task timed out after 3.00 seconds");
        assertThat(seen(file)).hasSize(1);
        await().until(() -> ProcessHandle.of(seen(file).getFirst()).isEmpty());
        assertThat(text(invoke(ARN, "hello"))).isEqualTo("\"hello\"");
        assertThat(cloud.sum("Errors" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(2);
        await().until(() ->
                cloud.logs.get("/aws/lambda/todo").stream().anyMatch(line -> line.endsWith("Status: timeout")));
    }

    @Test
    void shouldCountOneErrorWhenAProcessIsKilledInTheMiddle() throws Exception {
        cloud.function(Map.of());
        var file = Files.createFile(directory.resolve("wait"));
        var result = background(ARN, "wait " + file);
        await().until(() -> seen(file).size() == 1);

        ProcessHandle.of(seen(file).getFirst()).orElseThrow().destroyForcibly();

        assertThat(result.get().functionError()).contains("Unhandled");
        assertThat(text(result.get())).contains("Runtime.ExitError", "signal: killed");
        assertThat(text(invoke(ARN, "hello"))).isEqualTo("\"hello\"");
        assertThat(cloud.sum("Errors" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(2);
    }

    @Test
    void shouldSayHowAProcessExited() {
        cloud.function(Map.of());

        assertThat(text(invoke(ARN, "exit 7"))).contains("Runtime.ExitError", "exit status 7");
        assertThat(text(invoke(ARN, "exit 0"))).contains("Runtime exited without providing a reason");
        assertThat(cloud.sum("Errors" + BY_NAME)).isEqualTo(2);
    }

    @Test
    void shouldSayWhyInitialisationFailed() {
        cloud.function(Map.of("environment", Map.of("variables", Map.of("FAIL_INIT", "1"))));
        var result = invoke(ARN, "hello");
        assertThat(text(result)).contains("no start today", "IllegalStateException");

        cloud.function(Map.of("name", "other", "environment", Map.of("variables", Map.of("EXIT_INIT", "1"))));
        assertThat(text(invoke("other", "hello"))).contains("Runtime.ExitError", "exit status 3");
        assertThat(cloud.sum("Errors" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(1);
    }

    @Test
    void shouldReportAFullHeapAndStartAnew() throws IOException {
        oneProcess();
        cloud.function(Map.of());
        var first = text(invoke(ARN, "print"));

        assertThat(text(invoke(ARN, "hold 200"))).contains("java.lang.OutOfMemoryError");
        assertThat(text(invoke(ARN, "print"))).isNotEqualTo(first).matches("\"\\d+\"");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldKillAProcessOverItsMemory() {
        cloud.function(Map.of("memorySize", 160.0));

        assertThat(text(invoke(ARN, "native 200"))).contains("Runtime.ExitError", "signal: killed");
        assertThat(text(invoke(ARN, "hello"))).isEqualTo("\"hello\"");
    }

    @Test
    void shouldRefuseTooLargeResponsesAndEvents() {
        cloud.function(Map.of());

        assertThat(text(invoke(ARN, "big " + LambdaLimits.SYNCHRONOUS_PAYLOAD)))
                .contains("Function.ResponseSizeTooLarge");
        assertThat(invoke(ARN, "big " + (LambdaLimits.SYNCHRONOUS_PAYLOAD - 2)).payload())
                .hasSize(LambdaLimits.SYNCHRONOUS_PAYLOAD);
        var event = new byte[LambdaLimits.SYNCHRONOUS_PAYLOAD + 1];
        assertThatThrownBy(() -> cloud.lambda.invoker().invoke(TestCloud.ROOT, ARN, event, Optional.empty()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void shouldThrottleOverTheCapAndServeTheRest() throws Exception {
        cloud.function(Map.of());
        var file = Files.createFile(directory.resolve("wait"));
        var first = background(ARN, "wait " + file);
        var second = background(ARN, "wait " + file);
        await().until(() -> seen(file).size() == 2);

        assertThatThrownBy(() -> invoke(ARN, "hello")).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("TooManyRequestsException");
            assertThat(e.getMessage()).contains("2 function processes");
        });
        Files.delete(file);

        assertThat(List.of(text(first.get()), text(second.get()))).doesNotHaveDuplicates();
        assertThat(cloud.sum("Throttles" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isEqualTo(2);
        assertThat(cloud.metrics.get("ConcurrentExecutions" + BY_NAME)).contains(2.0);
    }

    /** Whoever calls another function holds a process while waiting: if calls alone filled the cap, nobody would ever answer. */
    @Test
    void shouldRunTheFirstProcessOfAFunctionOverTheCap() throws Exception {
        cloud.function(Map.of("name", "caller"));
        cloud.function(Map.of("name", "called"));
        var file = Files.createFile(directory.resolve("wait"));
        var first = background("caller", "wait " + file);
        var second = background("caller", "wait " + file);
        await().until(() -> seen(file).size() == 2);

        assertThat(text(invoke("called", "hello"))).isEqualTo("\"hello\"");
        Files.delete(file);
        assertThat(List.of(text(first.get()), text(second.get()))).doesNotHaveDuplicates();
    }

    @Test
    void shouldMakeRoomForAnotherFunction() {
        cloud.function(Map.of("name", "one"));
        cloud.function(Map.of("name", "two"));
        cloud.function(Map.of("name", "three"));

        for (var name : List.of("one", "two", "three", "one")) {
            assertThat(text(invoke(name, "hello"))).isEqualTo("\"hello\"");
        }
    }

    @Test
    void shouldThrottleOverReservedConcurrency() {
        cloud.function(Map.of("reservedConcurrentExecutions", 0.0));

        assertThatThrownBy(() -> invoke(ARN, "hello"))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("ReservedFunctionConcurrentInvocationLimitExceeded");
        assertThat(cloud.sum("Throttles" + BY_NAME)).isEqualTo(1);
        assertThat(cloud.sum("Invocations" + BY_NAME)).isZero();
    }

    @Test
    void shouldRunThePublishedVersionOfAnAlias() {
        cloud.function(Map.of("publish", true, "snapStart", Map.of("applyOn", "PublishedVersions")));
        cloud.provision("aws:lambda/alias:Alias", Map.of("name", "live", "functionName", ARN, "functionVersion", "1"));

        var result = invoke(ARN + ":live", "env AWS_LAMBDA_INITIALIZATION_TYPE");

        assertThat(text(result)).isEqualTo("\"snap-start\"");
        assertThat(result.executedVersion()).isEqualTo("1");
        assertThat(text(invoke(ARN + ":live", "version"))).isEqualTo("\"1 " + ARN + ":live\"");
        assertThat(cloud.sum("Invocations {FunctionName=todo, Resource=todo:live}"))
                .isEqualTo(2);
    }

    @Test
    void shouldAskWithThePolicyOfTheQualifierAlone() {
        cloud.function(Map.of("publish", true));
        cloud.provision(
                "aws:lambda/alias:Alias", Map.of("name", "live", "functionName", "todo", "functionVersion", "1"));
        cloud.provision(
                "aws:lambda/permission:Permission",
                Map.of(
                        "statementId", "api",
                        "action", "lambda:InvokeFunction",
                        "function", "todo",
                        "qualifier", "live",
                        "principal", "apigateway.amazonaws.com",
                        "sourceArn", "arn:aws:execute-api:eu-west-1:123456789012:abc/*/GET/todos"));
        var api = Caller.service("apigateway.amazonaws.com");
        var source = Optional.of("arn:aws:execute-api:eu-west-1:123456789012:abc/dev/GET/todos");

        cloud.lambda.invoker().invoke(api, ARN + ":live", "\"hello\"".getBytes(StandardCharsets.UTF_8), source);
        assertThat(invocation().resource()).isEqualTo(ARN + ":live");
        assertThat(invocation().context())
                .containsEntry("aws:SourceArn", source.get())
                .containsEntry("aws:SourceAccount", "123456789012");
        assertThat(invocation().resourcePolicy()).contains("""
                        {"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"api","Effect":"Allow",\
                        "Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction",\
                        "Resource":"%s:live","Condition":{"ArnLike":{"AWS:SourceArn":\
                        "arn:aws:execute-api:eu-west-1:123456789012:abc/*/GET/todos"}}}]}""".formatted(ARN));
        cloud.asked.clear();
        cloud.lambda.invoker().invoke(api, ARN, "\"hello\"".getBytes(StandardCharsets.UTF_8), source);
        assertThat(invocation().resourcePolicy()).isEmpty();

        cloud.denied.add("lambda:InvokeFunction");
        assertThatThrownBy(() -> cloud.lambda.invoker().invoke(api, ARN, new byte[0], source))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDeniedException"));
    }

    /** A second one would be started if a busy machine let the first take too long to ask for the next event. */
    private void oneProcess() throws IOException {
        cloud.close();
        cloud = new TestCloud(directory, 1, Duration.ofSeconds(60));
    }

    private dev.quartet.local.core.AccessRequest invocation() {
        return cloud.asked.stream()
                .filter(request -> request.action().equals("lambda:InvokeFunction"))
                .findFirst()
                .orElseThrow();
    }

    private FunctionInvoker.Result invoke(String function, String command) {
        var event = ('"' + command + '"').getBytes(StandardCharsets.UTF_8);
        return cloud.lambda.invoker().invoke(TestCloud.ROOT, function, event, Optional.empty());
    }

    private CompletableFuture<FunctionInvoker.Result> background(String function, String command) {
        return CompletableFuture.supplyAsync(
                () -> invoke(function, command), Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Returns the ids of the processes that wait for {@code file}. */
    private static List<Long> seen(Path file) {
        var prefix = file.getFileName() + ".seen-";
        try (var files = Files.list(file.getParent())) {
            return files.map(found -> found.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> Long.parseLong(name.substring(prefix.length())))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(FunctionInvoker.Result result) {
        return new String(result.payload(), StandardCharsets.UTF_8);
    }
}
