package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionReplyTest {
    @Test
    void jsonWithoutStatusCode_shouldBeA200_inFormat2() {
        try (var shop = ShopApi.serving("GET /")) {
            shop.function = event -> "{ \"message\": \"Hello from Lambda!\" }";
            var object = shop.get("/");
            shop.function = event -> "\"Hello from Lambda!\"";
            var text = shop.get("/");

            assertThat(object.statusCode()).isEqualTo(200);
            assertThat(object.body()).isEqualTo("{ \"message\": \"Hello from Lambda!\" }");
            assertThat(object.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(text.body()).isEqualTo("Hello from Lambda!");
            assertThat(object.headers().firstValue("apigw-requestid")).isPresent();
        }
    }

    @Test
    void answer_shouldBecomeStatusHeadersCookiesAndBody_inFormat2() {
        try (var shop = ShopApi.serving("GET /")) {
            shop.function = event -> """
                    {"statusCode": 201, "headers": {"Location": "/orders/1", "X-Number": 7, "Connection": "close"},
                     "cookies": ["a=1; Secure", "b=2"], "isBase64Encoded": true, "body": "SGk="}""";

            var answer = shop.get("/");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("Hi");
            assertThat(answer.headers().map())
                    .containsEntry("location", List.of("/orders/1"))
                    .containsEntry("x-number", List.of("7"))
                    .containsEntry("set-cookie", List.of("a=1; Secure", "b=2"))
                    .containsEntry("content-type", List.of("text/plain; charset=utf-8"))
                    .containsEntry("content-length", List.of("2"))
                    .doesNotContainKey("connection");
        }
    }

    @Test
    void multiValueHeaders_shouldWin_inFormat1() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /", shop.function("1.0"), Map.of()).stage("$default", Map.of());
            shop.function = event -> """
                    {"statusCode": "200", "headers": {"Vary": "a"}, "multiValueHeaders": {"vary": ["b", "c"]}, "body": "x"}""";

            assertThat(shop.get("/").headers().allValues("vary")).containsExactly("b", "c");

            shop.function = event -> "{\"message\":\"no statusCode\"}";
            assertThat(shop.get("/").statusCode()).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"statusCode\":\"x\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"headers\":[]}",
                "{\"statusCode\":200,\"headers\":{\"a b\":\"c\"}}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"c\\r\\nd: e\"}}",
                "{\"statusCode\":200,\"cookies\":\"a\"}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"?\"}"
            })
    void malformedAnswer_shouldBeA500(String malformed) {
        try (var shop = ShopApi.serving("GET /")) {
            shop.function = event -> malformed;

            var answer = shop.get("/");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
    }
}
