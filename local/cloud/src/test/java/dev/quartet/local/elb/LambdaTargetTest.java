package dev.quartet.local.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Functions behind a load balancer, asked by a real client. */
class LambdaTargetTest {
    private final ElbKit kit = new ElbKit();

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void severalValues_shouldReachTheFunction_andComeBack() throws Exception {
        var loadBalancer = kit.loadBalancer();
        var group = kit.lambdaGroup("inventory", true);
        var listener = kit.listener(loadBalancer, ElbKit.forward(group));
        kit.functions.answers("""
                {"statusCode": 200, "statusDescription": "200 OK", "isBase64Encoded": false, "body": "안녕",
                 "headers": {"x-ignored": "1"},
                 "multiValueHeaders": {"Content-Type": ["text/plain; charset=utf-8"], "Set-Cookie": ["a=1", "b=2"]}}""");

        var answer = kit.get(
                kit.url(listener, "/stock/A%2F1?sku=1&sku=2&flag"),
                "X-Tag",
                "one",
                "X-Tag",
                "two",
                "X-Forwarded-For",
                "10.1.2.3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("안녕");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().firstValue("x-ignored")).isEmpty();
        assertThat(answer.headers().firstValue("server")).contains("awselb/2.0");
        var event = kit.functions.events.getFirst();
        assertThat(event.path("requestContext")
                        .path("elb")
                        .path("targetGroupArn")
                        .stringValue())
                .isEqualTo(group);
        assertThat(event.path("path").stringValue()).isEqualTo("/stock/A%2F1");
        assertThat(event.path("httpMethod").stringValue()).isEqualTo("GET");
        assertThat(event.path("multiValueQueryStringParameters").toString())
                .isEqualTo("{\"sku\":[\"1\",\"2\"],\"flag\":[\"\"]}");
        var headers = event.path("multiValueHeaders");
        assertThat(headers.path("x-tag").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(headers.path("x-forwarded-for").toString()).isEqualTo("[\"10.1.2.3, 127.0.0.1\"]");
        assertThat(headers.path("x-forwarded-port").toString()).isEqualTo("[\"80\"]");
        assertThat(headers.path("x-forwarded-proto").toString()).isEqualTo("[\"http\"]");
        assertThat(headers.path("x-amzn-trace-id").path(0).stringValue()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(event.path("body").stringValue()).isEmpty();
        assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
        assertThat(event.has("headers")).isFalse();
        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(kit.functions.callers.getFirst().service()).contains("elasticloadbalancing.amazonaws.com");
        assertThat(kit.functions.callers.getFirst().context()).containsEntry("aws:SourceArn", group);
    }

    @Test
    void lastValues_shouldReachTheFunction_whenSeveralAreOff() throws Exception {
        var listener = kit.listener(kit.loadBalancer(), ElbKit.forward(kit.lambdaGroup("inventory", false)));
        kit.functions.answers("{\"statusCode\": 204, \"headers\": {\"x-one\": \"1\"}}");

        var answer = kit.get(kit.url(listener, "/?a=1&a=2"), "X-Tag", "one", "X-Tag", "two");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("x-one")).contains("1");
        var event = kit.functions.events.getFirst();
        assertThat(event.path("queryStringParameters").toString()).isEqualTo("{\"a\":\"2\"}");
        assertThat(event.path("headers").path("x-tag").stringValue()).isEqualTo("two");
        assertThat(event.has("multiValueHeaders")).isFalse();
    }

    @Test
    void bodies_shouldBeBase64_unlessTheyAreText() throws Exception {
        var listener = kit.listener(kit.loadBalancer(), ElbKit.forward(kit.lambdaGroup("inventory", true)));
        kit.post(
                kit.url(listener, "/"),
                "application/json; charset=utf-8",
                "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8));
        kit.post(kit.url(listener, "/"), "application/problem+json", "{}".getBytes(StandardCharsets.UTF_8));

        var text = kit.functions.events.get(0);
        var bytes = kit.functions.events.get(1);
        assertThat(text.path("body").stringValue()).isEqualTo("{\"a\":\"é\"}");
        assertThat(text.path("isBase64Encoded").booleanValue()).isFalse();
        assertThat(Base64.getDecoder().decode(bytes.path("body").stringValue())).isEqualTo(new byte[] {'{', '}'});
        assertThat(bytes.path("isBase64Encoded").booleanValue()).isTrue();

        kit.functions.answers("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"AAEC\"}");
        var answer = kit.get(kit.url(listener, "/"));
        assertThat(answer.body().getBytes(StandardCharsets.ISO_8859_1)).containsExactly(0, 1, 2);
        assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"statusCode\":\"200\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"}}",
                "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":[1]}}",
                "{\"statusCode\":200,\"multiValueHeaders\":{\"a b\":[\"1\"]}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"%\"}",
                "{\"statusCode\":200,\"isBase64Encoded\":\"true\"}"
            })
    void malformedAnswers_shouldBe502(String answered) throws Exception {
        var loadBalancer = kit.loadBalancer();
        var group = kit.lambdaGroup("inventory", true);
        var listener = kit.listener(loadBalancer, ElbKit.forward(group));
        kit.functions.answers(answered);

        var answer = kit.get(kit.url(listener, "/"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("<h1>502 Bad Gateway</h1>");
        assertThat(kit.sum("HTTPCode_ELB_5XX_Count", loadBalancer)).isEqualTo(1);
        assertThat(kit.sum("HTTPCode_ELB_502_Count", loadBalancer)).isEqualTo(1);
        assertThat(kit.sum("RequestCount", loadBalancer)).isEqualTo(1);
        assertThat(kit.metrics.sum(
                        ElbKit.NAMESPACE, "LambdaUserError", Map.of("TargetGroup", TargetGroup.suffix(group))))
                .isEqualTo(1);
    }

    @Test
    void failuresAndThrottling_shouldBe502_andAMissingTarget503() throws Exception {
        var loadBalancer = kit.loadBalancer();
        var group = kit.lambdaGroup("inventory", true);
        var listener = kit.listener(loadBalancer, ElbKit.forward(group));
        var empty = kit.provision("TargetGroup", "empty", Map.of("name", "empty", "targetType", "lambda"));
        kit.provision(
                "ListenerRule",
                "empty",
                Map.of(
                        "listenerArn",
                        listener,
                        "priority",
                        1.0,
                        "conditions",
                        java.util.List.of(Map.of("pathPattern", Map.of("values", java.util.List.of("/empty*")))),
                        "actions",
                        java.util.List.of(ElbKit.forward(empty.id()))));

        kit.functions.fails = true;
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(502);
        kit.functions.fails = false;
        kit.functions.throttled = true;
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(502);
        kit.functions.throttled = false;
        kit.functions.denied.add(group);
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(502);
        assertThat(kit.get(kit.url(listener, "/empty")).statusCode()).isEqualTo(503);
        assertThat(kit.sum("RequestCount", loadBalancer)).isEqualTo(3);
        assertThat(kit.sum("HTTPCode_ELB_5XX_Count", loadBalancer)).isEqualTo(4);
        assertThat(kit.sum("HTTPCode_ELB_503_Count", loadBalancer)).isEqualTo(1);
    }

    @Test
    void oneMegabyte_shouldBeTheMost_bothWays() throws Exception {
        var listener = kit.listener(kit.loadBalancer(), ElbKit.forward(kit.lambdaGroup("inventory", true)));
        assertThat(kit.post(kit.url(listener, "/"), "text/plain", new byte[LambdaBackend.MOST_BYTES])
                        .statusCode())
                .isEqualTo(200);
        assertThat(kit.post(kit.url(listener, "/"), "text/plain", new byte[LambdaBackend.MOST_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
        var frame = "{\"statusCode\":200,\"body\":\"\"}".length();
        kit.functions.code = event -> JsonMapper.shared()
                .createObjectNode()
                .put("statusCode", 200)
                .put("body", "x".repeat(LambdaBackend.MOST_BYTES - frame));
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(200);
        kit.functions.code = event -> JsonMapper.shared()
                .createObjectNode()
                .put("statusCode", 200)
                .put("body", "x".repeat(LambdaBackend.MOST_BYTES - frame + 1));
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(502);
    }

    @Test
    void attachment_shouldBeRefused_withoutPermission() {
        var group = kit.provision("TargetGroup", "inventory", Map.of("name", "inventory", "targetType", "lambda"))
                .id();
        kit.functions.denied.add(group);
        assertThatThrownBy(() -> kit.provision(
                        "TargetGroupAttachment",
                        "function",
                        Map.of("targetGroupArn", group, "targetId", ElbKit.FUNCTION)))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(
                        "AccessDenied: elasticloadbalancing.amazonaws.com principal does not have permission"
                                + " to invoke " + ElbKit.FUNCTION + " from target group " + group);
    }

    @Test
    void everything_shouldBeCountedExactly() throws Exception {
        var loadBalancer = kit.loadBalancer();
        var group = kit.lambdaGroup("inventory", true);
        var listener = kit.listener(loadBalancer, ElbKit.forward(group));
        kit.functions.answers(
                "{\"statusCode\":404,\"multiValueHeaders\":{\"Content-Type\":[\"text/plain\"]},\"body\":\"gone\"}");
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), kit.url(listener, "/").getPort())) {
            var request = "POST /x?y=1 HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("gone");
            assertThat(kit.sum("ProcessedBytes", loadBalancer)).isEqualTo(request.length() + answer.length);
        }
        var both = Map.of("LoadBalancer", LoadBalancer.suffix(loadBalancer), "TargetGroup", TargetGroup.suffix(group));
        assertThat(kit.metrics.sum(ElbKit.NAMESPACE, "RequestCount", both)).isEqualTo(1);
        assertThat(kit.metrics.sum(ElbKit.NAMESPACE, "HTTPCode_Target_4XX_Count", both))
                .isEqualTo(1);
        assertThat(kit.metrics.sum(ElbKit.NAMESPACE, "TargetResponseTime", both))
                .isBetween(0.0, 5.0);
        assertThat(kit.sum("HTTPCode_ELB_4XX_Count", loadBalancer)).isZero();
    }
}
