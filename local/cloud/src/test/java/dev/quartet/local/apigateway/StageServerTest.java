package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.AwsException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StageServerTest {
    private final TodoApi api = TodoApi.serving();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void get_shouldHandTheWholeProxyEventToTheFunction() {
        var response = api.get("alice", "/todos/a%20b?limit=5&tag=x&tag=y%2Bz", "X-Custom", "1", "User-Agent", "test");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(response.headers().firstValue("x-amz-apigw-id")).isPresent();
        assertThat(response.headers().firstValue("x-amzn-trace-id").orElse("")).startsWith("Root=1-");
        var event = api.events.getFirst();
        assertThat(event.get("resource").asString()).isEqualTo("/todos/{id}");
        assertThat(event.get("path").asString()).isEqualTo("/todos/a%20b");
        assertThat(event.at("/pathParameters/id").asString()).isEqualTo("a%20b");
        assertThat(event.at("/queryStringParameters/tag").asString()).isEqualTo("y+z");
        assertThat(event.at("/multiValueQueryStringParameters/tag").size()).isEqualTo(2);
        assertThat(event.at("/headers/x-custom").asString()).isEqualTo("1");
        assertThat(event.at("/headers/Authorization").asString()).isEqualTo("alice");
        assertThat(event.at("/multiValueHeaders/X-Forwarded-For/0").asString()).isEqualTo("127.0.0.1");
        assertThat(event.get("body").isNull()).isTrue();
        assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.get("stageVariables").isNull()).isTrue();
        var context = event.get("requestContext");
        assertThat(context.get("stage").asString()).isEqualTo("v1");
        assertThat(context.get("path").asString()).isEqualTo("/v1/todos/a%20b");
        assertThat(context.get("resourcePath").asString()).isEqualTo("/todos/{id}");
        assertThat(context.get("apiId").asString()).isEqualTo(api.apiId);
        assertThat(context.get("accountId").asString()).isEqualTo("000000000000");
        assertThat(context.get("requestTime").asString()).isEqualTo("01/Jan/2026:00:00:00 +0000");
        assertThat(context.get("requestId").asString())
                .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());
        assertThat(context.at("/identity/sourceIp").asString()).isEqualTo("127.0.0.1");
        assertThat(context.at("/identity/userAgent").asString()).isEqualTo("test");
        assertThat(context.at("/authorizer/claims/sub").asString()).isEqualTo("alice");
        assertThat(context.at("/authorizer/claims/email_verified").asString()).isEqualTo("true");
        assertThat(context.at("/authorizer/claims/cognito:groups").asString()).isEqualTo("authors,admins");
        assertThat(context.at("/authorizer/claims/exp").asString()).isEqualTo("Thu Jan 01 01:00:00 UTC 2026");
        assertThat(api.sourceArns)
                .containsExactly("arn:aws:execute-api:ap-northeast-1:000000000000:" + api.apiId
                        + "/v1/GET/todos/a%20b by apigateway.amazonaws.com of " + TodoApi.FUNCTION);
    }

    @Test
    void request_shouldBeRefusedByTheGateway_whenNoRouteMatches() {
        assertThat(api.get("alice", "/nothing").statusCode()).isEqualTo(403);
        assertThat(api.get("alice", "/nothing").body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(api.send(HttpRequest.newBuilder().DELETE(), "alice", "/todos")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.send(HttpRequest.newBuilder().HEAD(), "alice", "/todos").statusCode())
                .isEqualTo(403);
        assertThat(api.get("alice", "/todos/1/2").statusCode()).isEqualTo(403);
        api.url = api.url.replace("/v1", "/v2");
        assertThat(api.get("alice", "/todos").body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(api.events).isEmpty();
    }

    @Test
    void request_shouldBeUnauthorized_withoutAValidIdToken() {
        var missing = api.get("", "/todos");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(missing.headers().firstValue("x-amzn-errortype")).contains("UnauthorizedException");
        assertThat(api.get("mallory", "/todos").statusCode()).isEqualTo(401);
        assertThat(api.get("Bearer alice", "/todos").statusCode()).isEqualTo(200);
        assertThat(api.events).hasSize(1);
    }

    @Test
    void token_shouldBeVerifiedOnce_andAgainWhenItHasExpired() {
        api.get("alice", "/todos/1");
        api.get("alice", "/todos/2");
        assertThat(api.verifications).hasValue(1);

        api.clock.advance(Duration.ofHours(1));
        api.tokens.remove("alice");
        assertThat(api.get("alice", "/todos/2").statusCode()).isEqualTo(401);
        assertThat(api.verifications).hasValue(2);
    }

    @Test
    void body_shouldBeValidatedByItsModel() {
        assertThat(api.post("alice", "/todos", "{\"title\":\"a\"}").statusCode())
                .isEqualTo(200);
        assertThat(api.post("alice", "/todos", "{\"title\":\"a\"}", "Content-Type", "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
        for (var bad : new String[] {
            "{}", "[]", "", "{\"title\":\"\"}", "{\"title\":\"a\",\"x\":1}", "{\"title\":\"" + "t".repeat(201) + "\"}"
        }) {
            assertThat(api.post("alice", "/todos", bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(api.post("alice", "/todos", "{\"title\":").body())
                .contains("Could not parse request body into json");
        assertThat(api.post("alice", "/todos", "{\"title\":\"a\"} {}").statusCode())
                .isEqualTo(400);
        assertThat(api.events).hasSize(2);
    }

    @Test
    void body_shouldSkipTheModels_whenItsContentTypeHasNone() {
        assertThat(api.post("alice", "/todos", "nonsense", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.events.getFirst().get("body").asString()).isEqualTo("nonsense");
    }

    @Test
    void body_shouldBeRefused_whenItIsOver10Megabytes() {
        var tooLarge = "\"" + "x".repeat(ApiCall.MAX_BODY_BYTES) + "\"";
        assertThat(api.post("alice", "/todos", tooLarge).statusCode()).isEqualTo(413);
        assertThat(api.post("alice", "/todos", "x".repeat(7 * 1024 * 1024), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(413);
        assertThat(api.events).isEmpty();
    }

    @Test
    void answer_shouldBe502_whenTheFunctionFailsOrAnswersNonsense() {
        api.function = event -> TodoApi.crash("{\"errorMessage\":\"secret\"}");
        var crashed = api.get("alice", "/todos");
        assertThat(crashed.statusCode()).isEqualTo(502);
        assertThat(crashed.body()).isEqualTo("{\"message\":\"Internal server error\"}");
        for (var malformed : new String[] {
            "null",
            "[]",
            "\"x\"",
            "{}",
            "{\"statusCode\":\"abc\"}",
            "{\"statusCode\":99}",
            "{\"statusCode\":200,\"body\":{}}",
            "{\"statusCode\":200,\"headers\":[]}",
            "{\"statusCode\":200,\"headers\":{\"a\\nb\":\"c\"}}",
            "{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}}",
            "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":1}}"
        }) {
            api.function = event -> TodoApi.answer(malformed);
            assertThat(api.get("alice", "/todos").statusCode()).as(malformed).isEqualTo(502);
        }
        api.function = event -> TodoApi.answer("{\"statusCode\":200,\"body\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}");
        assertThat(api.get("alice", "/todos").statusCode()).isEqualTo(502);
    }

    @Test
    void answer_shouldBe500_whenTheFunctionMayNotBeInvoked() {
        api.settings("*/*", Map.of("loggingLevel", "ERROR"));
        api.function = event -> {
            throw new AwsException("AccessDeniedException", 403, "no permission");
        };
        var response = api.get("alice", "/todos");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal server error\"}");
        assertThat(api.logLines).anySatisfy(line -> assertThat(line)
                .startsWith("API-Gateway-Execution-Logs_" + api.apiId + "/v1 ")
                .contains("Invalid permissions on Lambda function"));
    }

    @Test
    void answer_shouldBe504_whenTheFunctionTakesTooLong() {
        var slow = api.resource(api.root, "slow");
        api.method(slow, "GET", Map.of(), Map.of());
        api.integration(slow, "GET", Map.of("timeoutMilliseconds", 50.0));
        var deployment = api.provision("deployment:Deployment", Map.of("restApi", api.apiId));
        api.provision("stage:Stage", Map.of("restApi", api.apiId, "deployment", deployment.id(), "stageName", "v2"));
        api.url = api.url.replace("/v1", "/v2");
        var release = new CountDownLatch(1);
        api.function = event -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return TodoApi.answer("{\"statusCode\":200}");
        };
        var response = api.get("alice", "/slow");
        release.countDown();
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    }

    @Test
    void answer_shouldKeepHeadersOfSeveralValues_andRemapTheGatewaysOwn() {
        api.function = event -> TodoApi.answer("""
                {"statusCode":201,"headers":{"Location":"/todos/1","Date":"never","ETag":"\\"1\\""},
                 "multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"body":"{}"}""");
        var response = api.post("alice", "/todos", "{\"title\":\"a\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().firstValue("location")).contains("/todos/1");
        assertThat(response.headers().firstValue("etag")).contains("\"1\"");
        assertThat(response.headers().firstValue("x-amzn-remapped-date")).contains("never");
    }

    @Test
    void request_shouldBeThrottled_beyondRateAndBurst() {
        api.settings("todos/GET", Map.of("throttlingRateLimit", 1.0, "throttlingBurstLimit", 2.0));
        assertThat(api.get("alice", "/todos").statusCode()).isEqualTo(200);
        assertThat(api.get("alice", "/todos").statusCode()).isEqualTo(200);
        var throttled = api.get("alice", "/todos");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(api.get("alice", "/todos/1").statusCode()).isEqualTo(200);

        api.clock.advance(Duration.ofSeconds(1));
        assertThat(api.get("alice", "/todos").statusCode()).isEqualTo(200);
        assertThat(api.get("alice", "/todos").statusCode()).isEqualTo(429);
    }

    @Test
    void stage_shouldServeWhatItsDeploymentCaptured() {
        var later = api.resource(api.root, "later");
        api.method(later, "GET", Map.of(), Map.of());
        api.integration(later, "GET", Map.of());
        assertThat(api.get("alice", "/later").statusCode()).isEqualTo(403);
    }
}
