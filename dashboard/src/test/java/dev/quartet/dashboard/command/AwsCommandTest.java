package dev.quartet.dashboard.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AwsCommandTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Window WINDOW =
            new Window(START, START.plusSeconds(3600), Duration.ofMinutes(5), START.plusSeconds(3600));

    @Test
    void text_shouldBeALineForEachRegion_asAShellReadsIt() throws Exception {
        Map<MetricQuery, List<String>> labels = new LinkedHashMap<>();
        labels.put(MetricQuery.of("eu-west-1", Metric.API_4XX, "it's $HOME `date` \"q\" \\ *", "v1"), List.of("오류's"));
        labels.put(MetricQuery.of("us-east-1", Metric.EDGE_REQUESTS, "E1", "Global"), List.of("Requests"));
        labels.put(MetricQuery.of("eu-west-1", Metric.LAMBDA_DURATION_P99, "orders"), List.of("p99", "all"));
        String text = AwsCommand.of("http://127.0.0.1:4566", WINDOW, labels).text();

        assertThat(text).isASCII().hasLineCount(2);
        List<String> words = words(text);
        assertThat(words.subList(0, 11))
                .containsExactly(
                        "cloudwatch",
                        "get-metric-data",
                        "--region",
                        "eu-west-1",
                        "--endpoint-url",
                        "http://127.0.0.1:4566",
                        "--start-time",
                        "2026-11-22T10:00:00Z",
                        "--end-time",
                        "2026-11-22T11:00:00Z",
                        "--metric-data-queries");
        JsonNode queries = JsonMapper.shared().readTree(words.get(11));
        assertThat(queries.valueStream().map(query -> query.path("Id").asString()))
                .containsExactly("m4XXError_sum", "duration_p99");
        JsonNode first = queries.get(0);
        assertThat(first.path("Label").asString())
                .isEqualTo("오류's: Sum of AWS/ApiGateway 4XXError of it's $HOME `date` \"q\" \\ *, v1");
        assertThat(first.path("MetricStat")).isEqualTo(JsonMapper.shared().readTree("""
                {"Metric": {"Namespace": "AWS/ApiGateway", "MetricName": "4XXError", "Dimensions": [
                    {"Name": "ApiName", "Value": "it's $HOME `date` \\"q\\" \\\\ *"}, {"Name": "Stage", "Value": "v1"}]},
                 "Period": 300, "Stat": "Sum"}"""));
        assertThat(words.subList(12, words.size())).contains("us-east-1");
    }

    @Test
    void text_shouldBeEmpty_andNameNoEndpoint_whereThereIsNone() {
        assertThat(AwsCommand.of(null, WINDOW, Map.of()).text()).isEmpty();
        assertThat(AwsCommand.of(
                                null,
                                WINDOW,
                                Map.of(MetricQuery.of("eu-west-1", Metric.MAIL_SEND, "welcome"), List.of("Sent")))
                        .text())
                .startsWith("aws cloudwatch get-metric-data --region eu-west-1 --start-time ");
    }

    private static List<String> words(String text) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "aws() { printf '%s\\n' \"$@\"; }\n" + text)
                .redirectErrorStream(true)
                .start();
        List<String> words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(shell.waitFor()).isZero();
        return words;
    }
}
