package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProxyResponseTest {
    private static final String PNG = "{\"statusCode\":\"200\",\"isBase64Encoded\":true,\"body\":\"AAEC\"}";

    @Test
    void parse_shouldDecodeBytes_onlyForClientsThatTakeThem() {
        assertThat(parse(PNG, true).body()).containsExactly(0, 1, 2);
        assertThat(parse(PNG, false).body()).isEqualTo("AAEC".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void parse_shouldLetMultipleValuesWin() {
        var response = parse(
                "{\"statusCode\":200,\"headers\":{\"X-A\":\"1\",\"X-B\":2,\"X-C\":null},"
                        + "\"multiValueHeaders\":{\"x-a\":[\"3\",\"4\"]}}",
                false);
        assertThat(response.fields().stream().filter(field -> field.getKey().equalsIgnoreCase("x-a")))
                .extracting(java.util.Map.Entry::getValue)
                .containsExactly("3", "4");
        assertThat(response.field("x-b")).contains("2");
        assertThat(response.field("x-c")).isEmpty();
    }

    @Test
    void binaryTypes_shouldMatchTheFirstMediaType() {
        var types = new BinaryTypes(List.of("image/*", "application/octet-stream"));
        assertThat(types.admits("image/png")).isTrue();
        assertThat(types.admits("Application/Octet-Stream; x=y")).isTrue();
        assertThat(types.admits("text/html, image/png")).isFalse();
        assertThat(new BinaryTypes(List.of("*/*")).admits("anything/else")).isTrue();
        assertThat(new BinaryTypes(List.of()).admits("image/png")).isFalse();
    }

    private static ApiResponse parse(String json, boolean binary) {
        return ProxyResponse.parse(json.getBytes(StandardCharsets.UTF_8), binary, "Root=1");
    }
}
