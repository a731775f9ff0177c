package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleLinksTest {
    private static final List<MetricQuery> QUERIES = List.of(
            MetricQuery.of("eu-west-1", Metric.LAMBDA_DURATION_P99, "orders"),
            MetricQuery.of("us-east-1", Metric.EDGE_REQUESTS, "E1", "Global"));

    @Test
    void metrics_shouldBeAGraphOfTheSameQueries_asTheConsoleWritesIt() {
        assertThat(new ConsoleLinks("eu-west-1", null).metrics(QUERIES, TimeRange.parse("PT3H"), Duration.ofMinutes(1)))
                .isEqualTo("https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#metricsV2:graph="
                        + "~(metrics~(~(~'AWS*2fLambda~'Duration~'FunctionName~'orders~(stat~'p99~region~'eu-west-1))"
                        + "~(~'AWS*2fCloudFront~'Requests~'DistributionId~'E1~'Region~'Global~(stat~'Sum~region~'us-east-1)))"
                        + "~view~'timeSeries~stacked~false~region~'eu-west-1~period~60~start~'-PT3H~end~'P0D)");
        assertThat(new ConsoleLinks("eu-west-1", null)
                        .metrics(
                                QUERIES, TimeRange.parse("2026-11-22T10:00Z/2026-11-22T12:00Z"), Duration.ofMinutes(5)))
                .endsWith("~period~300~start~'2026-11-22T10*3a00*3a00Z~end~'2026-11-22T12*3a00*3a00Z)");
    }

    @Test
    void metrics_shouldBeNowhere_forALocalStack_andForNothing() {
        TimeRange range = TimeRange.DEFAULT;
        assertThat(new ConsoleLinks("eu-west-1", "http://127.0.0.1:4566").metrics(QUERIES, range, range.period()))
                .isNull();
        assertThat(new ConsoleLinks("eu-west-1", null).metrics(List.of(), range, range.period()))
                .isNull();
    }
}
