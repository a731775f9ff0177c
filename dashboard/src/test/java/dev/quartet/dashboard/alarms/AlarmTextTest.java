package dev.quartet.dashboard.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.alarm.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

final class AlarmTextTest {
    @ParameterizedTest
    @CsvSource({
        "Latency, p99, 3000, 3 s",
        "Duration, p99, 12500, 12.5 s",
        "Duration, Maximum, 250, 250 ms",
        "GetRecords.IteratorAgeMilliseconds, Maximum, 60000, 60 s",
        "TargetResponseTime, p99, 0.5, 500 ms",
        "ApproximateAgeOfOldestMessage, Maximum, 300, 300 s",
        "5xxErrorRate, Average, 5, 5 %",
        "CPUUtilization, Average, 80, 80 %",
        "Reputation.BounceRate, Average, 0.05, 5 %",
        "BurstCreditBalance, Minimum, 5e11, 500 GB",
        "ApproximateNumberOfMessagesVisible, Maximum, 1, 1",
        "Errors, Sum, 2, 2"
    })
    void threshold_shouldBearItsUnit(String metric, String statistic, double threshold, String text) {
        MetricDataQuery query = MetricDataQuery.builder()
                .id("m0")
                .metricStat(stat -> stat.stat(statistic).period(60).metric(of -> of.metricName(metric)))
                .build();
        assertThat(AlarmText.threshold(watched(statistic + " of " + metric, query, threshold), Locale.ENGLISH))
                .isEqualTo(text.replace(' ', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"1, 1 %", "0.5, 0.5 %"})
    void ratios_shouldBePercentages(double threshold, String text) {
        MetricDataQuery ratio = MetricDataQuery.builder()
                .id("ratio")
                .expression("100 * part / whole")
                .build();
        assertThat(AlarmText.threshold(watched("Errors in percent of Invocations", ratio, threshold), Locale.ENGLISH))
                .isEqualTo(text.replace(' ', '\u00a0'));
    }

    private static Watched watched(String text, MetricDataQuery query, double threshold) {
        return new Watched(text, List.of(query), "≥", threshold, Duration.ofMinutes(1), 1);
    }
}
