package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrivateIntegrationTest {
    private record Seen(String method, String target, Map<String, List<String>> headers, String body) {
        static Seen of(HttpExchange exchange) throws Exception {
            var query = exchange.rawQuery();
            return new Seen(
                    exchange.method(),
                    exchange.rawPath() + (query == null ? "" : "?" + query),
                    new HashMap<>(exchange.headers()),
                    new String(exchange.body(1_000_000), StandardCharsets.UTF_8));
        }
    }

    private volatile Seen seen = new Seen("", "", Map.of(), "");

    private void answer(HttpExchange exchange) throws Exception {
        seen = Seen.of(exchange);
        exchange.respond(
                207,
                Map.of("Content-Type", "application/json", "X-Back", "end"),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void request_shouldReachTheListener_withForwardedAndVia() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("ANY /stock/{sku}", shop.privateBackEnd(this::answer, Map.of()), Map.of())
                    .stage("$default", Map.of());

            var answer = shop.send(
                    "PUT",
                    "/stock/A%20B?x=1&x=%2F",
                    "{\"available\":1}",
                    "Content-Type",
                    "application/json",
                    "X-Correlation-Id",
                    "c1");

            assertThat(answer.statusCode()).isEqualTo(207);
            assertThat(answer.body()).isEqualTo("{\"a\":1}");
            assertThat(answer.headers().firstValue("x-back")).hasValue("end");
            assertThat(seen.method()).isEqualTo("PUT");
            assertThat(seen.target()).isEqualTo("/stock/A%20B?x=1&x=%2F");
            assertThat(seen.body()).isEqualTo("{\"available\":1}");
            assertThat(seen.headers())
                    .containsEntry("x-correlation-id", List.of("c1"))
                    .containsEntry("content-type", List.of("application/json"))
                    .containsEntry("via", List.of("HTTP/1.1 AmazonAPIGateway"))
                    .containsEntry("host", List.of(shop.url.substring(7)))
                    .containsEntry("forwarded", List.of("for=127.0.0.1;host=" + shop.url.substring(7) + ";proto=http"));
            assertThat(shop.sum("Count")).isEqualTo(1);
            assertThat(shop.sum("DataProcessed")).isEqualTo(15 + 7);
        }
    }

    @Test
    void namedStage_shouldReachTheBackEnd_unlessAMappingTakesItOff() {
        try (var plain = new ShopApi(Map.of());
                var mapped = new ShopApi(Map.of())) {
            plain.route("GET /stock/{sku}", plain.privateBackEnd(this::answer, Map.of()), Map.of())
                    .stage("prod", Map.of());
            mapped.route(
                            "GET /stock/{sku}",
                            mapped.privateBackEnd(
                                    this::answer,
                                    Map.of(
                                            "requestParameters",
                                            Map.of(
                                                    "overwrite:path", "$request.path",
                                                    "append:header.x-sku", "sku-${request.path.sku}",
                                                    "overwrite:querystring.stage", "$context.stage",
                                                    "remove:header.x-secret", "''"))),
                            Map.of())
                    .stage("prod", Map.of());

            plain.get("/prod/stock/A");
            assertThat(seen.target()).isEqualTo("/prod/stock/A");
            mapped.get("/prod/stock/A%20B", "x-secret", "s");
            assertThat(seen.target()).isEqualTo("/stock/A%20B?stage=prod");
            assertThat(seen.headers())
                    .containsEntry("x-sku", List.of("sku-A B"))
                    .doesNotContainKey("x-secret");
        }
    }

    @Test
    void blockedLink_shouldBeA503_withTheRuleInTheLog() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /stock", shop.privateBackEnd(this::answer, Map.of()), Map.of())
                    .stage(
                            "$default",
                            Map.of(
                                    "accessLogSettings",
                                    Map.of(
                                            "destinationArn",
                                            "arn:aws:logs:ap-northeast-1:111122223333:log-group:/quartet/inventory",
                                            "format",
                                            "$context.requestId $context.status $context.integrationErrorMessage")));
            shop.blocked = Optional.of("no ingress rule");

            var answer = shop.get("/stock");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            assertThat(seen.method()).isEmpty();
            assertThat(shop.logLines.getFirst())
                    .startsWith("/quartet/inventory $default ")
                    .endsWith(" 503 [network] VPC link services cannot reach load balancer inventory port 80:"
                            + " no ingress rule");
            assertThat(shop.sum("5xx")).isEqualTo(1);
        }
    }

    @Test
    void backEnd_shouldBeA504WhenSlow_anda503WhenItHangsUp() {
        var release = new CountDownLatch(1);
        try (var shop = new ShopApi(Map.of())) {
            var integration = shop.privateBackEnd(
                    exchange -> {
                        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                        exchange.abort();
                    },
                    Map.of("timeoutMilliseconds", 200.0));
            shop.route("GET /{any}", integration, Map.of()).stage("$default", Map.of());

            var slow = shop.get("/slow");

            assertThat(slow.statusCode()).isEqualTo(504);
            assertThat(slow.body()).isEqualTo("{\"message\":\"Gateway Timeout\"}");
        } finally {
            release.countDown();
        }
        try (var shop = new ShopApi(Map.of())) {
            // With the usual patience: on a busy machine even hanging up takes a while.
            var integration = shop.privateBackEnd(HttpExchange::abort, Map.of());
            shop.route("GET /{any}", integration, Map.of()).stage("$default", Map.of());

            assertThat(shop.get("/gone").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void declarationsThatAwsRefuses_shouldBeRefused() {
        try (var shop = new ShopApi(Map.of())) {
            assertThatThrownBy(() -> shop.privateBackEnd(this::answer, Map.of("integrationUri", "http://alb")))
                    .hasMessageContaining("should be a valid ELB listener ARN");
            assertThatThrownBy(() -> shop.privateBackEnd(
                            this::answer, Map.of("requestParameters", Map.of("overwrite:header.via", "x"))))
                    .hasMessageContaining("the header via is reserved");
            assertThatThrownBy(() -> shop.privateBackEnd(this::answer, Map.of("timeoutMilliseconds", 30_001.0)))
                    .hasMessageContaining("between 50 ms and 30000 ms");
        }
    }
}
