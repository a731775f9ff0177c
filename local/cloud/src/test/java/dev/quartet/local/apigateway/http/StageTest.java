package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void unknownRoute_shouldBeA404_thatIsCounted() {
        try (var shop = ShopApi.serving("GET /products")) {
            var answer = shop.send("DELETE", "/products", "");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
            assertThat(shop.sum("4xx")).isEqualTo(1);
            assertThat(shop.sum("Count")).isEqualTo(1);
            assertThat(shop.invokeUrl).isEqualTo(shop.url + "/");
        }
    }

    @Test
    void defaultThrottling_shouldAnswer429_andLetGoWithTime() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /", shop.function("2.0"), Map.of())
                    .stage(
                            "$default",
                            Map.of(
                                    "defaultRouteSettings",
                                    Map.of(
                                            "throttlingRateLimit", 1.0,
                                            "throttlingBurstLimit", 2.0,
                                            "detailedMetricsEnabled", true)));

            assertThat(List.of(
                            shop.get("/").statusCode(),
                            shop.get("/").statusCode(),
                            shop.get("/").statusCode()))
                    .containsExactly(200, 200, 429);
            assertThat(shop.get("/").body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
            shop.clock.advance(Duration.ofSeconds(1));
            assertThat(shop.get("/").statusCode()).isEqualTo(200);
            assertThat(shop.metrics.sum(
                            "AWS/ApiGateway",
                            "4xx",
                            Map.of("ApiId", shop.apiId, "Stage", "$default", "Method", "GET", "Resource", "/")))
                    .isEqualTo(2);
        }
    }

    @Test
    void halfAThrottle_shouldBeRefused() {
        try (var shop = new ShopApi(Map.of())) {
            assertThatThrownBy(() -> shop.stage(
                            "$default", Map.of("defaultRouteSettings", Map.of("throttlingBurstLimit", 10.0))))
                    .hasMessageContaining("what is left out becomes 0");
        }
    }

    @Test
    void stageWithoutAutoDeploy_shouldServeItsDeployment() {
        try (var shop = new ShopApi(Map.of())) {
            var integration = shop.function("2.0");
            shop.route("GET /old", integration, Map.of());
            var deployment = shop.provision("deployment:Deployment", Map.of("apiId", shop.apiId));
            shop.stage("prod", Map.of("autoDeploy", false, "deploymentId", deployment.id()));
            shop.stage("test", Map.of());

            shop.route("GET /new", integration, Map.of());

            assertThat(shop.get("/prod/old").statusCode()).isEqualTo(200);
            assertThat(shop.get("/prod/new").statusCode()).isEqualTo(404);
            assertThat(shop.get("/test/new").statusCode()).isEqualTo(200);
            assertThat(shop.get("/other/new").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void accessLog_shouldHaveOneLineForEachRequest() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /products/{sku}", shop.function("2.0"), Map.of())
                    .stage(
                            "$default",
                            Map.of(
                                    "accessLogSettings",
                                    Map.of(
                                            "destinationArn",
                                            "arn:aws:logs:ap-northeast-1:111122223333:log-group:/quartet/catalog",
                                            "format",
                                            "{\"id\":\"$context.requestId\",\"route\":\"$context.routeKey\","
                                                    + "\"path\":\"$context.path\",\"status\":$context.status,"
                                                    + "\"bytes\":$context.responseLength,"
                                                    + "\"integration\":\"$context.integrationStatus\","
                                                    + "\"error\":\"$context.error.message\"}")));

            var found = shop.get("/products/A");
            shop.get("/none");

            assertThat(shop.logLines)
                    .containsExactly(
                            "/quartet/catalog $default {\"id\":\"%s\",\"route\":\"GET /products/{sku}\",\"path\":\"/products/A\",\"status\":200,\"bytes\":2,\"integration\":\"200\",\"error\":\"-\"}"
                                    .formatted(found.headers()
                                            .firstValue("apigw-requestid")
                                            .orElseThrow()),
                            shop.logLines.getLast());
            assertThat(shop.logLines.getLast())
                    .contains("\"route\":\"-\",\"path\":\"/none\",\"status\":404")
                    .endsWith("\"error\":\"Not Found\"}");
        }
    }

    @Test
    void functionFailures_shouldBe500And503_asOnAws() {
        try (var shop = ShopApi.serving("GET /")) {
            shop.functionError = Optional.of("Unhandled");
            assertThat(shop.get("/").statusCode()).isEqualTo(500);

            shop.functionError = Optional.empty();
            shop.refusal = Optional.of(new AwsException("AccessDeniedException", 403, "no permission"));
            assertThat(shop.get("/").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");

            shop.refusal = Optional.of(new AwsException("TooManyRequestsException", 429, "Rate Exceeded."));
            assertThat(shop.get("/").body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            assertThat(shop.sum("5xx")).isEqualTo(3);
        }
    }

    @Test
    void slowFunction_shouldBeA503() {
        var release = new CountDownLatch(1);
        try (var shop = new ShopApi(Map.of())) {
            var integration = shop.provision(
                    "integration:Integration",
                    Map.of(
                            "apiId",
                            shop.apiId,
                            "integrationType",
                            "AWS_PROXY",
                            "integrationUri",
                            ShopApi.FUNCTION,
                            "payloadFormatVersion",
                            "2.0",
                            "timeoutMilliseconds",
                            60.0));
            shop.route("GET /", integration.id(), Map.of()).stage("$default", Map.of());
            shop.function = event -> {
                try {
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "{}";
            };

            assertThat(shop.get("/").statusCode()).isEqualTo(503);
        } finally {
            release.countDown();
        }
    }

    @Test
    void body_shouldBeRefusedAbove10MegabytesOfHttp_and6OfLambda() {
        try (var shop = ShopApi.serving("POST /")) {
            assertThat(shop.send("POST", "/", "x".repeat(10 * 1024 * 1024 + 1), "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(shop.send("POST", "/", "x".repeat(6 * 1024 * 1024), "Content-Type", "text/plain")
                            .body())
                    .isEqualTo("{\"message\":\"Request Entity Too Large\"}");
            assertThat(shop.events).isEmpty();
        }
    }

    @Test
    void preflight_shouldBeAnsweredByTheApi_andAnswersBearItsHeaders() {
        try (var shop = new ShopApi(Map.of(
                "corsConfiguration",
                Map.of(
                        "allowOrigins", List.of("https://shop.example"),
                        "allowMethods", List.of("GET", "PUT"),
                        "allowHeaders", List.of("content-type"),
                        "exposeHeaders", List.of("etag"),
                        "allowCredentials", true,
                        "maxAge", 300.0)))) {
            shop.route("GET /products", shop.function("2.0"), Map.of("authorizationType", "AWS_IAM"))
                    .route("GET /open", shop.function("2.0"), Map.of())
                    .stage("$default", Map.of());
            shop.function =
                    event -> "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},\"body\":\"x\"}";

            var preflight = shop.send(
                    "OPTIONS",
                    "/products",
                    "",
                    "Origin",
                    "https://shop.example",
                    "Access-Control-Request-Method",
                    "GET");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().map())
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
                    .containsEntry("access-control-allow-methods", List.of("GET,PUT"))
                    .containsEntry("access-control-allow-headers", List.of("content-type"))
                    .containsEntry("access-control-max-age", List.of("300"))
                    .containsEntry("access-control-allow-credentials", List.of("true"));
            assertThat(shop.get("/open", "Origin", "https://shop.example")
                            .headers()
                            .map())
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
                    .containsEntry("access-control-expose-headers", List.of("etag"));
            assertThat(shop.get("/open", "Origin", "https://evil.example")
                            .headers()
                            .firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    @Test
    void disabledEndpoint_shouldAnswer404() {
        try (var shop = new ShopApi(Map.of("disableExecuteApiEndpoint", true))) {
            shop.route("GET /", shop.function("2.0"), Map.of()).stage("$default", Map.of());

            assertThat(shop.get("/").statusCode()).isEqualTo(404);
        }
    }
}
