package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.LoopbackServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HttpApiServiceTest {
    @Test
    void api_shouldShowApisRoutesAndStages_toWhomPoliciesAllow() throws Exception {
        try (var shop = new ShopApi(Map.of())) {
            var integration = shop.function("2.0");
            shop.route("PUT /stock/{sku}", integration, Map.of("authorizationType", "AWS_IAM"))
                    .stage("$default", Map.of());
            try (var server = LoopbackServer.start(0, exchange -> shop.api()
                    .handle(new AwsRequest(exchange, Caller.ANONYMOUS, "apigateway", "ap-northeast-1", "id")))) {
                var base = "http://127.0.0.1:" + server.port() + "/v2/apis";

                assertThat(get(shop, base)
                                .path("items")
                                .path(0)
                                .path("apiEndpoint")
                                .asString())
                        .isEqualTo(shop.url);
                assertThat(get(shop, base + "/" + shop.apiId).path("name").asString())
                        .isEqualTo("quartet-dev-catalog");
                var route = get(shop, base + "/" + shop.apiId + "/routes")
                        .path("items")
                        .path(0);
                assertThat(route.path("routeKey").asString()).isEqualTo("PUT /stock/{sku}");
                assertThat(route.path("authorizationType").asString()).isEqualTo("AWS_IAM");
                assertThat(route.path("target").asString()).isEqualTo("integrations/" + integration);
                assertThat(get(shop, base + "/" + shop.apiId + "/stages")
                                .path("items")
                                .path(0)
                                .path("stageName")
                                .asString())
                        .isEqualTo("$default");
                assertThat(get(shop, base + "/nothing").path("message").asString())
                        .contains("Invalid API identifier");
                assertThat(shop.authorizer.takeAsked())
                        .contains("apigateway:GET arn:aws:apigateway:ap-northeast-1::/apis/" + shop.apiId + "/routes");

                shop.authorizer.deny("apigateway:GET");
                assertThat(get(shop, base).path("message").asString()).contains("not authorized");
            }
        }
    }

    private static JsonNode get(ShopApi shop, String url) {
        return ShopApi.JSON.readTree(
                shop.send(HttpRequest.newBuilder(URI.create(url)).build()).body());
    }
}
