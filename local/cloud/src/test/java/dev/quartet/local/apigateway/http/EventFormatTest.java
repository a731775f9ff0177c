package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events beside AWS's documented examples, field by field:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
class EventFormatTest {
    private static JsonNode pinned(ShopApi shop) {
        var event = (ObjectNode) shop.events.getLast().deepCopy();
        var headers = (ObjectNode) event.get("headers");
        headers.remove(java.util.List.of("x-amzn-trace-id", "user-agent", "connection"));
        var context = (ObjectNode) event.get("requestContext");
        assertThat(context.path("requestId").asString()).matches("[A-Za-z0-9_-]{15}=");
        context.put("requestId", "id");
        return event;
    }

    @Test
    void event_shouldBeAsDocumented_inFormat2() {
        try (var shop = ShopApi.serving("POST /my/{thing}")) {
            var host = shop.url.substring("http://".length());

            var answer = shop.send(
                    "POST",
                    "/my/a%20path?parameter1=value1&parameter1=value2&parameter2=value%2C3",
                    "Hello from Lambda",
                    "Content-Type",
                    "text/plain",
                    "Cookie",
                    "cookie1=a; cookie2=b",
                    "Header1",
                    "value1",
                    "Header2",
                    "value1",
                    "Header2",
                    "value2",
                    "User-Agent",
                    "agent");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(pinned(shop))
                    .isEqualTo(ShopApi.JSON.readTree("""
                            {"version": "2.0",
                             "routeKey": "POST /my/{thing}",
                             "rawPath": "/my/a path",
                             "rawQueryString": "parameter1=value1&parameter1=value2&parameter2=value%%2C3",
                             "cookies": ["cookie1=a", "cookie2=b"],
                             "headers": {"content-length": "17", "content-type": "text/plain", "header1": "value1",
                               "header2": "value1,value2", "host": "%1$s", "x-forwarded-for": "127.0.0.1",
                               "x-forwarded-port": "%2$s", "x-forwarded-proto": "http"},
                             "queryStringParameters": {"parameter1": "value1,value2", "parameter2": "value,3"},
                             "requestContext": {
                               "accountId": "111122223333", "apiId": "%3$s", "domainName": "%1$s", "domainPrefix": "%3$s",
                               "http": {"method": "POST", "path": "/my/a path", "protocol": "HTTP/1.1",
                                 "sourceIp": "127.0.0.1", "userAgent": "agent"},
                               "requestId": "id", "routeKey": "POST /my/{thing}", "stage": "$default",
                               "time": "23/Nov/2026:04:07:12 +0000", "timeEpoch": 1795406832345},
                             "pathParameters": {"thing": "a path"},
                             "body": "Hello from Lambda",
                             "isBase64Encoded": false}""".formatted(host, host.split(":")[1], shop.apiId)));
        }
    }

    @Test
    void event_shouldBeAsDocumented_inFormat1() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /my/{proxy+}", shop.function("1.0"), Map.of())
                    .stage("prod", Map.of("stageVariables", Map.of("color", "blue")));
            var host = shop.url.substring("http://".length());

            shop.get(
                    "/prod/my/long/path?parameter1=value1&parameter1=value2",
                    "Header2",
                    "value1",
                    "Header2",
                    "value2",
                    "User-Agent",
                    "agent");

            var event = pinned(shop);
            ((ObjectNode) event.get("multiValueHeaders"))
                    .remove(java.util.List.of("x-amzn-trace-id", "user-agent", "connection"));
            ((ObjectNode) event.get("requestContext")).put("extendedRequestId", "id");
            assertThat(event).isEqualTo(ShopApi.JSON.readTree("""
                            {"version": "1.0", "resource": "/my/{proxy+}", "path": "/prod/my/long/path",
                             "httpMethod": "GET",
                             "headers": {"content-length": "0", "header2": "value2", "host": "%1$s",
                               "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "%2$s", "x-forwarded-proto": "http"},
                             "multiValueHeaders": {"content-length": ["0"], "header2": ["value1", "value2"], "host": ["%1$s"],
                               "x-forwarded-for": ["127.0.0.1"], "x-forwarded-port": ["%2$s"],
                               "x-forwarded-proto": ["http"]},
                             "queryStringParameters": {"parameter1": "value2"},
                             "multiValueQueryStringParameters": {"parameter1": ["value1", "value2"]},
                             "requestContext": {
                               "accountId": "111122223333", "apiId": "%3$s", "authorizer": {"claims": null, "scopes": null},
                               "domainName": "%1$s", "domainPrefix": "%3$s", "extendedRequestId": "id",
                               "httpMethod": "GET",
                               "identity": {"accessKey": null, "accountId": null, "caller": null, "cognitoAmr": null,
                                 "cognitoAuthenticationProvider": null, "cognitoAuthenticationType": null,
                                 "cognitoIdentityId": null, "cognitoIdentityPoolId": null, "principalOrgId": null,
                                 "sourceIp": "127.0.0.1", "user": null, "userAgent": "agent", "userArn": null},
                               "path": "/prod/my/long/path", "protocol": "HTTP/1.1", "requestId": "id",
                               "requestTime": "23/Nov/2026:04:07:12 +0000", "requestTimeEpoch": 1795406832345,
                               "resourceId": null, "resourcePath": "/my/{proxy+}", "stage": "prod"},
                             "pathParameters": {"proxy": "long/path"},
                             "stageVariables": {"color": "blue"},
                             "body": null,
                             "isBase64Encoded": false}""".formatted(host, host.split(":")[1], shop.apiId)));
        }
    }

    @Test
    void namedStage_shouldStandInTheRawPath() {
        try (var shop = new ShopApi(Map.of())) {
            shop.route("GET /products", shop.function("2.0"), Map.of()).stage("prod", Map.of());

            assertThat(shop.get("/prod/products").statusCode()).isEqualTo(200);

            assertThat(shop.invokeUrl).isEqualTo(shop.url + "/prod");
            assertThat(shop.events.getLast().path("rawPath").asString()).isEqualTo("/prod/products");
            assertThat(shop.events
                            .getLast()
                            .path("requestContext")
                            .path("http")
                            .path("path")
                            .asString())
                    .isEqualTo("/prod/products");
            assertThat(shop.get("/products").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void body_shouldBeBase64_whenItsTypeIsNoText() {
        try (var shop = ShopApi.serving("POST /")) {
            shop.send("POST", "/", "a=b", "Content-Type", "application/x-www-form-urlencoded");
            assertThat(shop.events.getLast().path("body").asString()).isEqualTo("YT1i");
            assertThat(shop.events.getLast().path("isBase64Encoded").asBoolean())
                    .isTrue();

            shop.send("POST", "/", "{}", "Content-Type", "application/json; charset=utf-8");
            assertThat(shop.events.getLast().path("body").asString()).isEqualTo("{}");
            assertThat(shop.events.getLast().path("isBase64Encoded").asBoolean())
                    .isFalse();
        }
    }
}
