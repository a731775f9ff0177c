package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class StageObservationTest {
    private static final String TODOS_GET = "{ApiName=todo-api, Method=GET, Resource=/todos, Stage=v1}";
    private static final String PROBLEM = """
            {"type":"about:blank","title":$context.error.messageString,"status":404,\
            "detail":"$context.error.validationErrorString","instance":"$context.requestId"}""";

    @Test
    void metrics_shouldEqualTheTraffic() {
        try (var api = TodoApi.serving()) {
            api.settings(
                    "*/*",
                    Map.of(
                            "cachingEnabled",
                            true,
                            "metricsEnabled",
                            true,
                            "requireAuthorizationForCacheControl",
                            false));
            for (int i = 0; i < 5; i++) {
                api.get("alice", "/todos");
            }
            api.get("alice", "/todos/1");
            api.get("", "/todos");
            api.get("alice", "/nowhere");
            api.post("alice", "/todos", "{}");
            api.function = event -> TodoApi.crash("{}");
            api.post("alice", "/todos", "{\"title\":\"a\"}");

            var stage = TodoApi.STAGE_DIMENSIONS;
            assertThat(api.metrics.of("Count", stage)).hasSize(10).containsOnly(1.0);
            assertThat(api.metrics.sum("CacheHitCount", stage)).isEqualTo(4);
            assertThat(api.metrics.sum("CacheMissCount", stage)).isEqualTo(2);
            assertThat(api.metrics.of("CacheHitCount", stage)).hasSize(6);
            assertThat(api.metrics.of("4XXError", stage)).hasSize(10);
            assertThat(api.metrics.sum("4XXError", stage)).isEqualTo(3);
            assertThat(api.metrics.sum("5XXError", stage)).isEqualTo(1);
            assertThat(api.metrics.of("Latency", stage)).hasSize(10);
            assertThat(api.metrics.of("IntegrationLatency", stage))
                    .hasSize(api.events.size())
                    .hasSize(3);
            assertThat(api.metrics.of("Count", TODOS_GET)).hasSize(6);
            assertThat(api.metrics.sum("CacheHitCount", TODOS_GET)).isEqualTo(4);
        }
    }

    @Test
    void accessLog_shouldHoldOneLineARequestInItsFormat() {
        try (var api = TodoApi.declared()) {
            api.deploy(
                    Map.of(
                            "accessLogSettings",
                            Map.of(
                                    "destinationArn",
                                    "arn:aws:logs:ap-northeast-1:000000000000:log-group:/quartet/api",
                                    "format",
                                    "{\"id\":\"$context.requestId\",\"path\":\"$context.resourcePath\",\"status\":\"$context.status\","
                                            + "\"sub\":\"$context.authorizer.claims.sub\",\"agent\":\"$context.identity.userAgent\","
                                            + "\"integration\":\"$context.integrationStatus\",\"error\":\"$context.error.responseType\"}")));
            var response = api.get("alice", "/todos", "User-Agent", "evil\"agent");
            api.get("", "/nowhere");
            assertThat(api.logLines).hasSize(2);
            assertThat(api.logLines.getFirst()).startsWith("/quartet/api v1 {");
            var line = TodoApi.JSON.readTree(api.logLines.getFirst().substring("/quartet/api v1 ".length()));
            assertThat(line.get("id").asString())
                    .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());
            assertThat(line.get("path").asString()).isEqualTo("/todos");
            assertThat(line.get("status").asString()).isEqualTo("200");
            assertThat(line.get("sub").asString()).isEqualTo("alice");
            assertThat(line.get("agent").asString()).isEqualTo("evil\"agent");
            assertThat(line.get("integration").asString()).isEqualTo("200");
            assertThat(line.get("error").asString()).isEqualTo("-");
            assertThat(api.logLines.getLast()).contains("MISSING_AUTHENTICATION_TOKEN");
        }
    }

    @Test
    void gatewayResponses_shouldBeProblemDocuments() {
        try (var api = TodoApi.declared()) {
            api.gatewayResponse(
                    "MISSING_AUTHENTICATION_TOKEN",
                    Map.of("statusCode", "404", "responseTemplates", Map.of("application/problem+json", PROBLEM)));
            api.gatewayResponse(
                    "BAD_REQUEST_BODY",
                    Map.of(
                            "responseTemplates",
                            Map.of("application/json", PROBLEM),
                            "responseParameters",
                            Map.of("gatewayresponse.header.Content-Type", "'application/problem+json'")));
            api.gatewayResponse(
                    "DEFAULT_4XX",
                    Map.of("responseParameters", Map.of("gatewayresponse.header.Access-Control-Allow-Origin", "'*'")));
            api.deploy(Map.of());

            var unknown = api.get("alice", "/nowhere");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(TodoApi.JSON.readTree(unknown.body()).get("title").asString())
                    .isEqualTo("Missing Authentication Token");

            var invalid = api.post("alice", "/todos", "{\"title\":5,\"\\\"x\":1}");
            assertThat(invalid.statusCode()).isEqualTo(400);
            assertThat(invalid.headers().allValues("content-type")).containsExactly("application/problem+json");
            assertThat(TodoApi.JSON.readTree(invalid.body()).get("detail").asString())
                    .contains("title")
                    .contains("string");

            var unauthorized = api.get("", "/todos");
            assertThat(unauthorized.statusCode()).isEqualTo(401);
            assertThat(unauthorized.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            assertThat(unauthorized.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        }
    }

    @Test
    void mock_shouldAnswerPreflights() {
        try (var api = TodoApi.declared()) {
            var at = Map.of("restApi", api.apiId, "resourceId", api.todos, "httpMethod", "OPTIONS");
            api.provision("method:Method", with(at, Map.of("authorization", "NONE")));
            api.provision(
                    "methodResponse:MethodResponse",
                    with(
                            at,
                            Map.of(
                                    "statusCode",
                                    "204",
                                    "responseParameters",
                                    Map.of("method.response.header.Access-Control-Allow-Methods", true))));
            api.provision(
                    "integration:Integration",
                    with(
                            at,
                            Map.of(
                                    "type",
                                    "MOCK",
                                    "requestTemplates",
                                    Map.of("application/json", "{\"statusCode\": 204}"))));
            api.provision(
                    "integrationResponse:IntegrationResponse",
                    with(
                            at,
                            Map.of(
                                    "statusCode",
                                    "204",
                                    "responseParameters",
                                    Map.of("method.response.header.Access-Control-Allow-Methods", "'GET,POST'"))));
            api.deploy(Map.of());
            var response = api.send(
                    java.net.http.HttpRequest.newBuilder()
                            .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()),
                    "",
                    "/todos");
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("access-control-allow-methods"))
                    .contains("GET,POST");
            assertThat(api.events).isEmpty();
        }
    }

    static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
        var result = new java.util.HashMap<String, Object>(some);
        result.putAll(more);
        return result;
    }
}
