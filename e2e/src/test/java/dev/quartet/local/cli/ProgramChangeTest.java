package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.e2e.BlogAccess;
import dev.quartet.e2e.FunctionLog;
import dev.quartet.e2e.StackAccess;
import dev.quartet.e2e.TodoUser;
import dev.quartet.local.engine.Provisioner;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the program that fail on AWS fail here, with a message that names the cause. */
@Order(1) // before another cloud runs beside
final class ProgramChangeTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path state;

    @Test
    void missingAction_shouldBeDenied_namingActionAndResource() throws Exception {
        // Strong reads pass DAX by, so that the function's own right to the table counts.
        var change = ChangedProgram.with(
                "aws:iam/rolePolicy:RolePolicy",
                inputs -> replace(inputs, "policy", "\"dynamodb:GetItem\"", "\"dynamodb:DescribeTable\""));
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());
            var id = ann.create("Written, but not to be read");

            assertThat(ann.get("/todos/" + id, "Cache-Control", "max-age=0").statusCode())
                    .isEqualTo(500);
            isLogged(
                    "assumed-role/quartet-local-todo-api-ap-northeast-1/",
                    "is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:");
        }
    }

    @Test
    void missingEndpoint_shouldLeaveTheTableOutOfReach_namingIt() throws Exception {
        var change = ChangedProgram.without("aws:ec2/vpcEndpoint:VpcEndpoint", inputs -> inputs.string("serviceName")
                .endsWith(".dynamodb"));
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());

            assertThat(ann.get("/todos", "Cache-Control", "max-age=0").statusCode())
                    .isIn(500, 502, 503, 504);
            isLogged("dynamodb", "endpoint");
        }
    }

    @Test
    void closedDaxPort_shouldMakeTheFunctionFallBack_namingThePort() throws Exception {
        var change = ChangedProgram.without(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                inputs -> inputs.optionalInteger("fromPort").orElse(0) == 9111);
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());
            var id = ann.create("Past the cluster");

            assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200);
            assertThat(ann.put(id, "{\"title\":\"Past it again\",\"done\":true}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ann.delete(id).statusCode()).isEqualTo(204);
            assertThat(new BlogAccess(stack()).get("/api/posts/never-written").statusCode())
                    .isEqualTo(404);
            isLogged("9111");
        }
    }

    @Test
    void undeclaredCacheKey_shouldBeRefusedAtCreation() {
        var change = ChangedProgram.with("aws:apigateway/method:Method", inputs -> {
            inputs.remove("requestParameters");
            return inputs;
        });
        assertThatThrownBy(() -> start(change)).isInstanceOf(CommandException.class);
        assertThat(text()).containsIgnoringCase("cache key parameter");
    }

    @Test
    void snapStartWithAFileSystem_shouldBeRefusedAtCreation() {
        var change = ChangedProgram.with("aws:lambda/function:Function", inputs -> {
            inputs.put(
                    "fileSystemConfig",
                    Map.of(
                            "arn", "arn:aws:elasticfilesystem:ap-northeast-1:111122223333:access-point/fsap-1",
                            "localMountPath", "/mnt/files"));
            return inputs;
        });
        assertThatThrownBy(() -> start(change)).isInstanceOf(CommandException.class);
        assertThat(text())
                .contains("not supported for SnapStart enabled functions")
                .contains("EFS");
    }

    /** Three mistakes that do not meet, in one cloud, as each start takes long. */
    @Test
    void missingPermission_lowLimits_andExpiredTokens_shouldEachBeAnsweredInWords() throws Exception {
        try (var session = start(provisioner -> withoutPermission()
                .apply(withLowLimits().apply(withShortTokens().apply(provisioner))))) {
            var ann = TodoUser.signUp(stack());
            integrationShouldFail_namingThePermission(ann);
            limitsShouldAnswer429(TodoUser.signUp(stack()));
            expiredTokenShouldBe401(ann);
        }
    }

    private static UnaryOperator<Provisioner> withoutPermission() {
        return ChangedProgram.without("aws:lambda/permission:Permission", inputs -> inputs.string("function")
                .contains("todo-api"));
    }

    private void integrationShouldFail_namingThePermission(TodoUser ann) throws Exception {
        assertThat(ann.get("/todos").statusCode()).isEqualTo(500);
        assertThat(cloudLog()).contains("Invalid permissions on Lambda function");
    }

    private static UnaryOperator<Provisioner> withLowLimits() {
        return ChangedProgram.with("aws:apigateway/methodSettings:MethodSettings", inputs -> {
            var settings = new HashMap<>(new dev.quartet.local.core.Inputs("", inputs)
                    .block("settings")
                    .orElseThrow()
                    .asMap());
            settings.put("throttlingRateLimit", 1.0);
            settings.put("throttlingBurstLimit", 2.0);
            inputs.put("settings", settings);
            return inputs;
        });
    }

    private static void limitsShouldAnswer429(TodoUser ann) {
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> TodoUser.sendAsync(ann.request("/todos")))
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

        List<HttpResponse<String>> refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 429)
                .toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused.get(0).headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(TodoUser.json(refused.get(0)).get("status").asInt()).isEqualTo(429);
    }

    /** Shorter than AWS allows, so that no test waits for minutes; longer than a first request takes on a busy machine. */
    private static UnaryOperator<Provisioner> withShortTokens() {
        return ChangedProgram.with("aws:cognito/userPoolClient:UserPoolClient", inputs -> {
            inputs.put("idTokenValidity", 10.0);
            inputs.put("tokenValidityUnits", Map.of("idToken", "seconds"));
            return inputs;
        });
    }

    private static void expiredTokenShouldBe401(TodoUser ann) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            var answer = ann.get("/todos");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(ann.get("/me/storage").statusCode()).isEqualTo(401);
        });
    }

    private Session start(UnaryOperator<Provisioner> change) throws Exception {
        return ChangedProgram.start(state, output, change);
    }

    private StackAccess stack() {
        return new StackAccess(state);
    }

    /** In the function's log, where lines come a moment after the answer. */
    private void isLogged(String... parts) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(log())
                .contains(parts));
    }

    private String log() {
        try (var log = new FunctionLog(stack())) {
            return String.join("\n", log.lines());
        }
    }

    private String cloudLog() throws Exception {
        return text() + Files.readString(state.resolve("cloud.log"));
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> replace(
            Map<String, Object> inputs, String property, String old, String replacement) {
        inputs.computeIfPresent(property, (name, value) -> String.valueOf(value).replace(old, replacement));
        return inputs;
    }
}
