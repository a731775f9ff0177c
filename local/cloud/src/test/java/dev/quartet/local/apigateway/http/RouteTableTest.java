package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static RouteTable table(String... keys) {
        return new RouteTable(Arrays.stream(keys)
                .map(key -> new Route(
                        key, RouteKey.parse("test", key), "NONE", Authorization.NONE, "i", call -> Failure.of(500)
                                .reply()))
                .toList());
    }

    private static String match(RouteTable table, String method, String path) {
        var match = table.match(method, path);
        return match == null ? "none" : match.route().key() + " " + match.pathParameters();
    }

    /** The example of AWS's page on routes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /pets/dog/1 | GET /pets/dog/1 {}",
                "GET | /pets/dog/2 | GET /pets/dog/{id} {id=2}",
                "GET | /pets/cat/1 | GET /pets/{proxy+} {proxy=cat/1}",
                "POST | /test/5 | ANY /{proxy+} {proxy=test/5}",
                "GET | / | $default {}",
                "PUT | /pets/dog/1 | ANY /{proxy+} {proxy=pets/dog/1}"
            })
    void match_shouldTakeTheMostSpecificRoute(String method, String path, String expected) {
        var table = table("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default");

        assertThat(match(table, method, path)).isEqualTo(expected);
    }

    @Test
    void match_shouldPreferTheMethodToAny_andDecodeVariables() {
        var table = table("ANY /stock/{sku}", "PUT /stock/{id}", "GET /stock/{sku}/history/{page}");

        assertThat(match(table, "PUT", "/stock/A%2FB+%C3%A4")).isEqualTo("PUT /stock/{id} {id=A/B+ä}");
        assertThat(match(table, "GET", "/stock/A")).isEqualTo("ANY /stock/{sku} {sku=A}");
        assertThat(match(table, "GET", "/stock/A/history/2"))
                .isEqualTo("GET /stock/{sku}/history/{page} {sku=A, page=2}");
        assertThat(match(table, "GET", "/stock/")).isEqualTo("none");
        assertThat(match(table, "GET", "/stock")).isEqualTo("none");
        assertThat(match(table, "GET", "/stock/A/")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET", "get /a", "GET a", "GET /{a+}/b", "GET /a{b}", "GET /{}", "FETCH /a", "$disconnect"})
    void malformedKey_shouldBeRefused(String key) {
        assertThatThrownBy(() -> RouteKey.parse("route r", key))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("route r")
                .hasMessageContaining("BadRequestException");
    }

    @Test
    void brokenPercentSign_shouldBeA400() {
        try (var shop = ShopApi.serving("GET /{any}")) {
            assertThat(shop.get("/a?x=%25").statusCode()).isEqualTo(200);
            assertThat(shop.events
                            .getLast()
                            .path("queryStringParameters")
                            .path("x")
                            .asString())
                    .isEqualTo("%");
            assertThat(shop.get("/%2e%2e").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void sameKeyTwice_shouldBeRefused() {
        try (var shop = ShopApi.serving("GET /a")) {
            var integration = shop.function("2.0");
            assertThatThrownBy(() -> shop.route("GET /a", integration, Map.of()))
                    .hasMessageContaining("ConflictException: Route with key GET /a already exists");
        }
    }
}
