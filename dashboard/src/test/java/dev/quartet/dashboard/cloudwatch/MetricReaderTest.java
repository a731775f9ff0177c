package dev.quartet.dashboard.cloudwatch;

import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.error;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.result;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.steady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

final class MetricReaderTest {
    private static final Window WINDOW =
            Window.endingAt(Instant.parse("2026-05-01T12:00:30Z"), TimeRange.DEFAULT, Duration.ZERO);

    private final ScriptedCloudWatch cloudWatch =
            new ScriptedCloudWatch(request -> steady(request, Map.of("Invocations", 2.0)));
    private final MetricReader reader = new MetricReader(cloudWatch);

    private static List<MetricQuery> invocations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MetricQuery.of("ap-northeast-1", Metric.LAMBDA_INVOCATIONS, "f" + i))
                .toList();
    }

    @Test
    void read_shouldAskForTheWindowAndTheOneBefore() {
        Reading reading = reader.read(invocations(1), WINDOW);
        assertThat(reading.series().get(invocations(1).getFirst()).size()).isEqualTo(120);
        MetricDataQuery query =
                cloudWatch.requests.getFirst().metricDataQueries().getFirst();
        assertThat(query.metricStat().period()).isEqualTo(60);
        assertThat(query.metricStat().stat()).isEqualTo("Sum");
        assertThat(query.metricStat().metric().namespace()).isEqualTo("AWS/Lambda");
        assertThat(query.metricStat().metric().dimensions()).singleElement().satisfies(dimension -> assertThat(
                        dimension.name() + "=" + dimension.value())
                .isEqualTo("FunctionName=f0"));
        assertThat(cloudWatch.requests.getFirst().startTime()).isEqualTo("2026-05-01T10:01:00Z");
        assertThat(cloudWatch.requests.getFirst().endTime()).isEqualTo("2026-05-01T12:01:00Z");
    }

    @Test
    void read_shouldSplitAfter500Queries() {
        Reading reading = reader.read(invocations(1001), WINDOW);
        assertThat(reading.series()).hasSize(1001);
        assertThat(reading.calls()).isEqualTo(3);
        assertThat(cloudWatch.requests)
                .extracting(request -> request.metricDataQueries().size())
                .containsExactly(500, 500, 1);
    }

    @Test
    void read_shouldPutPagesTogether() {
        Instant first = WINDOW.start();
        cloudWatch.answer(request -> request.nextToken() == null
                ? page("p2", StatusCode.PARTIAL_DATA, first, 1)
                : page(null, StatusCode.COMPLETE, first.plusSeconds(60), 2));
        Reading reading = reader.read(invocations(1), WINDOW);
        assertThat(reading.failure()).isEmpty();
        assertThat(reading.series().get(invocations(1).getFirst()).sum()).hasValue(3);
    }

    @Test
    void read_shouldBringNothing_whenALaterPageFails() {
        cloudWatch.answer(request -> {
            if (request.nextToken() != null) {
                throw error(400, "Throttling");
            }
            return page("p2", StatusCode.PARTIAL_DATA, WINDOW.start(), 1);
        });
        Reading reading = reader.read(invocations(1), WINDOW);
        assertThat(reading.series()).isEmpty();
        assertThat(reading.failure().orElseThrow().kind()).isEqualTo(ReadFailure.Kind.THROTTLED);
    }

    @Test
    void read_shouldGiveUp_whenPagesNeverEnd() {
        cloudWatch.answer(request -> page("again", StatusCode.PARTIAL_DATA, WINDOW.start(), 1));
        Reading reading = reader.read(invocations(1), WINDOW);
        assertThat(reading.series()).isEmpty();
        assertThat(reading.calls()).isEqualTo(100);
        assertThat(reading.failure().orElseThrow().kind()).isEqualTo(ReadFailure.Kind.INCOMPLETE);
    }

    @Test
    void read_shouldKeepTheOthers_whenOneMetricIsForbidden() {
        cloudWatch.answer(request -> GetMetricDataResponse.builder()
                .metricDataResults(
                        result("m0", StatusCode.FORBIDDEN, List.of(), List.of()),
                        result("m1", StatusCode.COMPLETE, List.of(WINDOW.start()), List.of(5.0)))
                .build());
        Reading reading = reader.read(invocations(2), WINDOW);
        assertThat(reading.series()).containsOnlyKeys(invocations(2).get(1));
        assertThat(reading.failure()).as("the call itself went well").isEmpty();
        assertThat(reading.refused())
                .containsExactly(Map.entry(
                        invocations(2).getFirst(),
                        new ReadFailure(ReadFailure.Kind.DENIED, "AWS/Lambda Invocations of f0: Forbidden")));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, THROTTLED",
        "400, ThrottlingException, THROTTLED",
        "429, Anything, THROTTLED",
        "403, AccessDenied, DENIED",
        "400, AccessDeniedException, DENIED",
        "403, SignatureDoesNotMatch, DENIED",
        "500, InternalFailure, FAILED"
    })
    void read_shouldTellErrorsApart(int status, String code, ReadFailure.Kind kind) {
        cloudWatch.answer(request -> {
            throw error(status, code);
        });
        ReadFailure failure = reader.read(invocations(501), WINDOW).failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.detail()).contains(code).contains("as scripted");
        assertThat(cloudWatch.requests).as("no second batch after a refusal").hasSize(1);
    }

    @Test
    void read_shouldSayThatTimeIsOver() {
        cloudWatch.answer(request -> {
            throw ApiCallTimeoutException.create(20_000);
        });
        assertThat(reader.read(invocations(1), WINDOW).failure().orElseThrow().kind())
                .isEqualTo(ReadFailure.Kind.TIMED_OUT);
    }

    private static GetMetricDataResponse page(String next, StatusCode status, Instant time, double value) {
        return GetMetricDataResponse.builder()
                .nextToken(next)
                .metricDataResults(result("m0", status, List.of(time), List.of(value)))
                .build();
    }
}
