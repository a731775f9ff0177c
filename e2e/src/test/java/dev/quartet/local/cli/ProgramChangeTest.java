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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the program that fail on AWS fail here, with a message that names the cause. */
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
            assertThat(log())
                    .contains("assumed-role/quartet-local-todo-api-ap-northeast-1/")
                    .contains("is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:");
        }
    }

    @Test
    void missingPermission_shouldFailTheIntegration_namingIt() throws Exception {
        var change = ChangedProgram.without("aws:lambda/permission:Permission", inputs -> inputs.string("function")
                .contains("todo-api"));
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());

            assertThat(ann.get("/todos").statusCode()).isEqualTo(500);
            assertThat(cloudLog()).contains("Invalid permissions on Lambda function");
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
            assertThat(log()).contains("dynamodb").contains("endpoint");
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
            assertThat(log()).contains("9111");
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

    @Test
    void lowLimits_shouldAnswer429() throws Exception {
        var change = ChangedProgram.with("aws:apigateway/methodSettings:MethodSettings", inputs -> {
            var settings = new HashMap<>(new dev.quartet.local.core.Inputs("", inputs)
                    .block("settings")
                    .orElseThrow()
                    .asMap());
            settings.put("throttlingRateLimit", 1.0);
            settings.put("throttlingBurstLimit", 2.0);
            inputs.put("settings", settings);
            return inputs;
        });
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());
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
    }

    @Test
    void expiredToken_shouldBe401() throws Exception {
        // Shorter than AWS allows, so that no test waits for minutes.
        var change = ChangedProgram.with("aws:cognito/userPoolClient:UserPoolClient", inputs -> {
            inputs.put("idTokenValidity", 2.0);
            inputs.put("tokenValidityUnits", Map.of("idToken", "seconds"));
            return inputs;
        });
        try (var session = start(change)) {
            var ann = TodoUser.signUp(stack());

            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> ann.get("/me/storage").statusCode() == 401);

            assertThat(ann.get("/todos").headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json");
        }
    }

    private Session start(UnaryOperator<Provisioner> change) throws Exception {
        return ChangedProgram.start(state, output, change);
    }

    private StackAccess stack() {
        return new StackAccess(state);
    }

    private String log() throws Exception {
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
