package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFormatTest {
    private static final String HTTP = """
            {"version":"2.0","routeKey":"GET /stock/{sku}","rawPath":"/v1/stock/A","rawQueryString":"a=1&a=2&b=x%20y+z&c",
             "headers":{"x-one":"1,2"},"pathParameters":{"sku":"A"},
             "requestContext":{"http":{"method":"GET","path":"/v1/stock/A"},
               "authorizer":{"iam":{"userArn":"arn:aws:sts::000000000000:assumed-role/orders/x"}}},"isBase64Encoded":false}""";
    private static final String BALANCED = """
            {"requestContext":{"elb":{"targetGroupArn":"arn"}},"httpMethod":"PUT","path":"/stock/A%2BB+C",
             "multiValueQueryStringParameters":{"a%20b":["1","2%263"]},
             "multiValueHeaders":{"x-one":["1","2"],"x-correlation-id":["given-1"]},"body":"e30=","isBase64Encoded":true}""";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Router router = new Router()
            .add("GET", "/stock/{sku}", request -> ProxyResponse.json(200, Map.of("sku", request.pathParameter("sku"))))
            .add(
                    "PUT",
                    "/stock/{sku}",
                    request -> ProxyResponse.json(201, Map.of("sku", request.pathParameter("sku"))));

    private static Map<String, Object> json(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> answer(String event, Clock correlated) {
        Logs logs = new Logs(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC());
        Figures figures = new Figures("Test", "test", logs, Clock.systemUTC());
        return Json.object(new ApiFunction(router, logs, figures, Map.of(), correlated)
                .handle(event.getBytes(StandardCharsets.UTF_8), "request-1"));
    }

    @Test
    void readsAnHttpApisEvent() {
        ProxyRequest request = ProxyRequest.of(Json.object(HTTP.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.resource()).isEqualTo("/stock/{sku}");
        assertThat(request.path()).isEqualTo("/v1/stock/A");
        assertThat(request.query()).isEqualTo(Map.of("a", "2", "b", "x y z", "c", ""));
        assertThat(request.header("X-One")).isEqualTo("1,2");
        assertThat(request.caller()).isEqualTo("arn:aws:sts::000000000000:assumed-role/orders/x");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void answersAnHttpApiAsARestApi() {
        assertThat(answer(HTTP, null)).isEqualTo(json("""
                        {"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"{\\"sku\\":\\"A\\"}","isBase64Encoded":false}"""));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"resource\":\"/stock/{sku}\"",
                        "\"caller\":\"arn:aws:sts::000000000000:assumed-role/orders/x\"");
    }

    @Test
    void findsTheRouteOfADefaultRoute() {
        String event = HTTP.replace("GET /stock/{sku}", "$default").replace("/v1/stock/A\"", "/stock/B\"");
        assertThat(answer(event, null)).containsEntry("body", "{\"sku\":\"B\"}");
    }

    @Test
    void readsAndAnswersALoadBalancersEvent() {
        ProxyRequest request = router.located(ProxyRequest.of(Json.object(BALANCED.getBytes(StandardCharsets.UTF_8))));
        assertThat(request.resource()).isEqualTo("/stock/{sku}");
        assertThat(request.pathParameters()).isEqualTo(Map.of("sku", "A+B+C"));
        assertThat(request.query()).isEqualTo(Map.of("a b", "2&3"));
        assertThat(request.header("x-one")).isEqualTo("2");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(answer(BALANCED, Clock.systemUTC()))
                .containsEntry("statusCode", 201)
                .containsEntry("statusDescription", "201 Created")
                .containsEntry("isBase64Encoded", false)
                .containsEntry("body", "{\"sku\":\"A+B+C\"}")
                .containsEntry(
                        "multiValueHeaders",
                        Map.of("Content-Type", List.of("application/json"), "X-Correlation-Id", List.of("given-1")));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"correlationId\":\"given-1\"");
    }

    @Test
    void readsALoadBalancersSingleValues() {
        String event = """
                {"requestContext":{"elb":{}},"httpMethod":"GET","path":"/stock/A","queryStringParameters":{"a":"%31"},"headers":{"x-one":"1"}}""";
        ProxyRequest request = ProxyRequest.of(Json.object(event.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.query()).isEqualTo(Map.of("a", "1"));
        assertThat(request.header("X-One")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stock", "/stock/", "/stock/A/B", "/Stock/A", "/", ""})
    void answersPathsOfNoTemplateWith404(String path) {
        assertThat(answer(BALANCED.replace("/stock/A%2BB+C", path), null))
                .containsEntry("statusCode", 404)
                .containsEntry("statusDescription", "404 Not Found");
    }

    @ParameterizedTest
    @CsvSource({"%, %", "%zz, %zz", "a%2Fb, a/b", "a+b, a+b"})
    void takesWhatIsNotEncodedAsItIs(String segment, String expected) {
        assertThat(PathTemplate.of("/stock/{sku}").match("/stock/" + segment)).isEqualTo(Map.of("sku", expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a\\n"})
    void makesAnIdWhereNoneThatIsAllowedWasGiven(String given) {
        Map<String, Object> answer = answer(BALANCED.replace("given-1", given), Clock.systemUTC());
        String id = String.valueOf(
                Events.list(answer, "multiValueHeaders", "X-Correlation-Id").getFirst());
        assertThat(id).isNotEqualTo(given).matches("[0-9A-Z]{26}");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"correlationId\":\"" + id + "\"");
    }

    @Test
    void refusesOtherEvents() {
        assertThatThrownBy(() -> answer("{\"version\":\"2.0\"}", null)).hasMessageContaining("routeKey");
        assertThatThrownBy(() -> answer("{\"requestContext\":{\"elb\":{}}}", null))
                .hasMessageContaining("httpMethod");
    }
}
