package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProxyRequestTest {
    private static ProxyRequest of(String event) {
        return ProxyRequest.of(Json.object(event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsAnEventWithItsNulls() {
        ProxyRequest request = of("""
                {"httpMethod":"GET","resource":"/todos","path":"/todos","headers":null,"queryStringParameters":null,
                 "pathParameters":null,"requestContext":{"path":"/v1/todos","authorizer":null},"body":null,"isBase64Encoded":false}
                """);
        assertThat(request.path()).isEqualTo("/v1/todos");
        assertThat(request.headers()).isEmpty();
        assertThat(request.claims()).isEmpty();
        assertThat(request.body()).isEmpty();
    }

    @Test
    void findsHeadersInAnySpelling() {
        ProxyRequest request = of("""
                {"httpMethod":"PUT","resource":"/todos/{id}","path":"/todos/1","headers":{"IF-MATCH":"\\"1\\""},
                 "pathParameters":{"id":"1"},"requestContext":{"authorizer":{"claims":{"sub":"u","auth_time":7}}},
                 "body":"w6Q=","isBase64Encoded":true}
                """);
        assertThat(request.header("If-Match")).isEqualTo("\"1\"");
        assertThat(request.pathParameter("id")).isEqualTo("1");
        assertThat(request.claims()).isEqualTo(Map.of("sub", "u", "auth_time", "7"));
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("ä");
    }

    @Test
    void refusesOtherEvents() {
        assertThatThrownBy(() -> of("{\"routeKey\":\"GET /todos\"}")).hasMessageContaining("httpMethod");
    }
}
