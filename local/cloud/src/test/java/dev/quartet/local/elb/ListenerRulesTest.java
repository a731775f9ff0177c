package dev.quartet.local.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rule takes a request, and what it does. */
class ListenerRulesTest {
    private final ElbKit kit = new ElbKit();
    private String loadBalancer = "";
    private String listener = "";

    @BeforeEach
    void start() {
        loadBalancer = kit.loadBalancer();
        listener = kit.listener(loadBalancer, ElbKit.fixed("404", "default"));
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void rules_shouldBeTriedByPriority() throws Exception {
        rule(20, "late", condition("pathPattern", "/a*"));
        rule(10, "early", condition("pathPattern", "/a?c"));
        assertThat(body("/abc")).isEqualTo("early");
        assertThat(body("/abcd")).isEqualTo("late");
        assertThat(body("/b")).isEqualTo("default");
        assertThat(body("/A")).isEqualTo("default");
        assertThat(kit.sum("HTTP_Fixed_Response_Count", loadBalancer)).isEqualTo(4);
        assertThat(kit.sum("RequestCount", loadBalancer)).isZero();
    }

    @Test
    void conditions_shouldAllBeMet() throws Exception {
        rule(
                1,
                "host and method",
                condition("hostHeader", "*.EXAMPLE.com"),
                condition("httpRequestMethod", "GET", "PUT"));
        rule(
                2,
                "header",
                Map.of("httpHeader", Map.of("httpHeaderName", "X-Kind", "values", List.of("*mobile*", "tablet"))));
        rule(
                3,
                "query",
                Map.of("queryStrings", List.of(Map.of("key", "Version", "value", "v?"), Map.of("value", "any"))));
        rule(4, "nobody", condition("sourceIp", "10.0.0.0/8"), condition("pathPattern", "/ip"));
        rule(5, "loopback", condition("sourceIp", "10.0.0.0/8", "127.0.0.0/30"), condition("pathPattern", "/ip"));

        assertThat(RawHttp.get(kit.url(listener, "/"), "Host: shop.example.com:80")
                        .body())
                .isEqualTo("host and method");
        assertThat(RawHttp.get(kit.url(listener, "/"), "Host: example.com").body())
                .isEqualTo("default");
        assertThat(body("/", "X-Kind", "A-Mobile-1")).isEqualTo("header");
        assertThat(body("/?version=V2")).isEqualTo("query");
        assertThat(body("/?x=any")).isEqualTo("query");
        assertThat(body("/?version=v22")).isEqualTo("default");
        assertThat(body("/ip")).isEqualTo("loopback");
    }

    @Test
    void redirects_shouldFillInTheRequestsParts() throws Exception {
        kit.provision(
                "ListenerRule",
                "redirect",
                Map.of(
                        "listenerArn",
                        listener,
                        "conditions",
                        List.of(condition("pathPattern", "/old/*")),
                        "actions",
                        List.of(Map.of(
                                "type",
                                "redirect",
                                "redirect",
                                Map.of(
                                        "protocol",
                                        "HTTPS",
                                        "port",
                                        "443",
                                        "path",
                                        "/new/#{path}",
                                        "query",
                                        "#{query}&from=#{host}",
                                        "statusCode",
                                        "HTTP_301")))));
        var answer = kit.get(kit.url(listener, "/old/a%20b?x=1"));
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("location"))
                .contains("https://127.0.0.1/new/old/a%20b?x=1&from=127.0.0.1");
        assertThat(kit.sum("HTTP_Redirect_Count", loadBalancer)).isEqualTo(1);
        assertThat(kit.sum("HTTPCode_ELB_3XX_Count", loadBalancer)).isEqualTo(1);
    }

    @Test
    void weights_shouldSplitTheRequests() throws Exception {
        var heavy = kit.lambdaGroup("heavy", false);
        var light = kit.lambdaGroup("light", false);
        kit.provision(
                "ListenerRule",
                "split",
                Map.of(
                        "listenerArn",
                        listener,
                        "conditions",
                        List.of(condition("pathPattern", "/split")),
                        "actions",
                        List.of(Map.of(
                                "type",
                                "forward",
                                "forward",
                                Map.of(
                                        "targetGroups",
                                        List.of(
                                                Map.of("arn", heavy, "weight", 90.0),
                                                Map.of("arn", light, "weight", 10.0)))))));
        for (int i = 0; i < 500; i++) {
            assertThat(kit.get(kit.url(listener, "/split")).statusCode()).isEqualTo(200);
        }
        long toLight = kit.functions.events.stream()
                .filter(event -> event.toString().contains("targetgroup/light"))
                .count();
        assertThat(toLight).isBetween(20L, 90L); // 50 on average, 6.7 the standard deviation
        assertThat(kit.sum("RequestCount", loadBalancer)).isEqualTo(500);
    }

    @Test
    void whatAwsRefuses_shouldBeRefused() {
        rule(7, "first", condition("pathPattern", "/a"));
        assertThatThrownBy(() -> rule(7, "second", condition("pathPattern", "/b")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("PriorityInUse: Priority '7'");
        assertThatThrownBy(() -> rule(8, "many", condition("pathPattern", "1", "2", "3", "4", "5", "6")))
                .hasMessageContaining("TooManyConditionValues");
        assertThatThrownBy(() -> rule(50_001, "late", condition("pathPattern", "/")))
                .hasMessageContaining("priority 50001 must be 1 to 50000");
        assertThatThrownBy(() -> rule(9, "block", condition("sourceIp", "localhost")))
                .hasMessageContaining("no CIDR block: localhost");
        assertThatThrownBy(() -> kit.listener(loadBalancer, ElbKit.fixed("302", "")))
                .hasMessageContaining("statusCode '302' must be 2XX, 4XX or 5XX");
        assertThatThrownBy(() -> kit.listener(loadBalancer, ElbKit.fixed("200", "")))
                .hasMessageContaining("DuplicateListener: A listener already exists on port 80");
        assertThatThrownBy(() -> kit.provision(
                        "LoadBalancer", "narrow", Map.of("name", "narrow", "subnets", List.of("subnet-a"))))
                .hasMessageContaining("At least two subnets in two different Availability Zones");
        assertThatThrownBy(() -> kit.provision(
                        "LoadBalancer", "name", ElbKit.with(ElbKit.NETWORK, Map.of("name", "internal-x"))))
                .hasMessageContaining("must not begin with 'internal-'");
    }

    private static Map<String, Object> condition(String kind, String... values) {
        return Map.of(kind, Map.of("values", List.of(values)));
    }

    private void rule(int priority, String body, Map<?, ?>... conditions) {
        kit.provision(
                "ListenerRule",
                "rule-" + body,
                Map.of(
                        "listenerArn",
                        listener,
                        "priority",
                        (double) priority,
                        "conditions",
                        List.of(conditions),
                        "actions",
                        List.of(ElbKit.fixed("200", body))));
    }

    private String body(String path, String... headers) throws Exception {
        return kit.get(kit.url(listener, path), headers).body();
    }
}
