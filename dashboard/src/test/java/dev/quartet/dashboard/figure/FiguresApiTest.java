package dev.quartet.dashboard.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = {Dashboard.class, SteadyAws.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class FiguresApiTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.all()));
    }

    @Test
    void figures_shouldHaveTheAgreedShape() throws Exception {
        JsonNode json =
                JsonMapper.shared().readTree(get("/api/figures?range=PT1H").body());
        assertThat(leaf(json.at("/cacheHitRatio/api"))).isEqualTo("0.75 1800.0/2400.0");
        assertThat(leaf(json.at("/cacheHitRatio/dax"))).isEqualTo("0.4 240.0/600.0");
        assertThat(leaf(json.at("/cacheHitRatio/edge"))).isEqualTo("0.8 9600.0/12000.0");
        assertThat(leaf(json.at("/lambdaInvocations"))).isEqualTo("7200.0 7200.0/null");
        assertThat(leaf(json.at("/dynamodbRcu/perSecond"))).isEqualTo("1.4 5040.0/3600.0");
        assertThat(leaf(json.at("/welcomeMails/send"))).isEqualTo("360.0 360.0/null");
        assertThat(leaf(json.at("/welcomeMails/bounce")))
                .as("SES reports no bounces where there were none")
                .isEqualTo("0.0 0.0/null");
        // Settled until the open bucket: 59 of 60.
        assertThat(leaf(json.at("/edgeOffload/requests"))).isEqualTo("0.75 1475.0/5900.0");
        assertThat(json.at("/cacheHitRatio/api/settledUntil").asString()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(json.at("/cacheHitRatio/api").propertyNames())
                .containsExactly("value", "numerator", "denominator", "settledUntil");
        assertThat(json.at("/reasons").propertyNames()).containsExactly("edgeOffload.bytes");
        assertThat(json.at("/reasons").get("edgeOffload.bytes").asString()).isEqualTo("No data");
        assertThat(json.at("/window/end").asString()).isEqualTo("2026-05-01T12:01:00Z");
    }

    @Test
    void figures_shouldNameWhatIsAllowed_whenTheRangeIsBad() throws Exception {
        HttpResponse<String> answer = get("/api/figures?range=1h");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/detail").asString())
                .contains("'1h'")
                .contains("PT5M to P30D");
    }

    @Test
    void figures_shouldAskOncePerRegion_forRequestsAtOneTime() throws Exception {
        get("/api/figures?range=PT6H");
        int asked = cloudWatch.requests.size();
        get("/api/figures?range=PT6H");
        assertThat(cloudWatch.requests).hasSize(asked);
    }

    @Test
    void pages_shouldBeServed_andFilesKeptAsLongAsTheyAreTheSame() throws Exception {
        assertThat(get("/").body()).contains("colorScheme");
        assertThat(get("/vendor/echarts-6.0.0/echarts.min.js").headers().firstValue("cache-control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(get("/elements/quartet-chart.js").headers().firstValue("etag"))
                .isPresent();
        assertThat(get("/elements/quartet-chart.js").body()).contains("../vendor/echarts-6.0.0/echarts.min.js");
        assertThat(get("/styles/quartet.css").headers().firstValue("cache-control"))
                .hasValue("no-cache");
        assertThat(get("/styles/quartet.css?v-c=0123abcd").headers().firstValue("cache-control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
    }

    @Test
    void pages_shouldNameAtOnceWhatTheyLoad() throws Exception {
        Document charts = Jsoup.parse(get("/services/orders?range=PT1H").body());
        List<String> named =
                charts.select("link[rel=modulepreload], link[rel=preload]").eachAttr("href");
        assertThat(named)
                .anyMatch(name -> name.contains("/generated-flow-imports-"))
                .anyMatch(name -> name.contains("/FlowClient-"))
                .contains("./elements/quartet-chart.js", "./vendor/echarts-6.0.0/echarts.min.js");
        for (String name : named) {
            assertThat(get(name.substring(1)).statusCode()).as(name).isEqualTo(200);
        }
        Document none = Jsoup.parse(get("/exports").body());
        assertThat(none.select("link[rel=preload]")).isEmpty();
        assertThat(none.select("link[rel=prefetch]").eachAttr("href"))
                .containsExactly("./vendor/echarts-6.0.0/echarts.min.js");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String leaf(JsonNode leaf) {
        return leaf.path("value") + " " + leaf.path("numerator") + "/" + leaf.path("denominator");
    }
}
