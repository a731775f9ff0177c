package dev.quartet.dashboard.feed;

import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.deny;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.error;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.steady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.cloudwatch.MetricReader;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegionPollerTest {
    private static final String REGION = "ap-northeast-1";
    private static final MetricQuery INVOCATIONS = MetricQuery.of(REGION, Metric.LAMBDA_INVOCATIONS, "f");
    private static final MetricQuery ERRORS = MetricQuery.of(REGION, Metric.LAMBDA_ERRORS, "f");
    private static final MetricQuery ELSEWHERE =
            MetricQuery.of(MetricQuery.EDGE_REGION, Metric.EDGE_REQUESTS, "E", "Global");
    private static final Demand ONE = new Demand(TimeRange.DEFAULT, Set.of(INVOCATIONS));
    private static final Demand OTHER = new Demand(TimeRange.DEFAULT, Set.of(INVOCATIONS, ERRORS, ELSEWHERE));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T12:00:30Z"));
    private final ScriptedCloudWatch cloudWatch =
            new ScriptedCloudWatch(request -> steady(request, Map.of("Invocations", 1.0, "Errors", 0.0)));
    private final CallLog calls = new CallLog(clock);
    private final RegionPoller poller = new RegionPoller(REGION, new MetricReader(cloudWatch), Pace.AWS, calls, clock);

    @Test
    void poll_shouldAskNothing_whenNobodyLooks() {
        poller.poll(List.of());
        assertThat(cloudWatch.requests).isEmpty();
    }

    @Test
    void poll_shouldAskOnce_forAllViewersOfARange() {
        poller.poll(List.of(ONE, OTHER, ONE, OTHER));
        assertThat(cloudWatch.requests).singleElement().satisfies(request -> assertThat(request.metricDataQueries())
                .hasSize(2));
    }

    @Test
    void poll_shouldWaitForItsInterval() {
        poller.poll(List.of(ONE));
        clock.advance(Duration.ofSeconds(59));
        assertThat(poller.poll(List.of(ONE))).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(poller.poll(List.of(ONE))).containsExactly(TimeRange.DEFAULT);
        assertThat(calls.usage().total()).isEqualTo(new Usage.Count(2, 2, 0));
    }

    @Test
    void poll_shouldAskAtOnce_whenAViewerLooksAtSomethingNew() {
        poller.poll(List.of(ONE));
        poller.poll(List.of(ONE, OTHER));
        assertThat(cloudWatch.requests).hasSize(2);
    }

    @Test
    void poll_shouldAskLongRangesLessOften() {
        Demand month = new Demand(TimeRange.parse("P30D"), Set.of(INVOCATIONS));
        poller.poll(List.of(month));
        clock.advance(Duration.ofSeconds(299));
        assertThat(poller.poll(List.of(month))).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(poller.poll(List.of(month))).isNotEmpty();
    }

    @Test
    void poll_shouldKeepTheLastGoodData_andSaySo_whenThrottled() {
        poller.poll(List.of(ONE));
        cloudWatch.answer(request -> {
            throw error(400, "Throttling");
        });
        clock.advance(Duration.ofMinutes(1));
        Instant since = clock.instant();
        poller.poll(List.of(ONE));
        assertThat(poller.held(TimeRange.DEFAULT, Set.of(INVOCATIONS))
                        .get(INVOCATIONS)
                        .series()
                        .size())
                .isEqualTo(120);
        clock.advance(Duration.ofMinutes(2));
        poller.poll(List.of(ONE));
        Notice notice = poller.notice().orElseThrow();
        assertThat(notice.kind()).isEqualTo(ReadFailure.Kind.THROTTLED);
        assertThat(notice.since()).as("since the first refusal").isEqualTo(since);
    }

    @Test
    void poll_shouldAskLessAndLessOften_whileThrottled_andRecover() {
        cloudWatch.answer(request -> {
            throw error(400, "Throttling");
        });
        for (int second = 0; second < 3600; second++) {
            poller.poll(List.of(ONE));
            clock.advance(Duration.ofSeconds(1));
        }
        // 0, 60, 180, 420 s, then every 300 s.
        assertThat(cloudWatch.requests).hasSize(14);
        cloudWatch.answer(request -> steady(request, Map.of("Invocations", 1.0)));
        clock.advance(Duration.ofMinutes(5));
        poller.poll(List.of(ONE));
        assertThat(poller.notice()).isEmpty();
        assertThat(poller.held(TimeRange.DEFAULT, Set.of(INVOCATIONS))).isNotEmpty();
    }

    @Test
    void poll_shouldAskOnlyForWhatIsNew_betweenTwoRounds() {
        poller.poll(List.of(ONE));
        clock.advance(Duration.ofSeconds(10));
        poller.poll(List.of(ONE, OTHER));
        assertThat(cloudWatch.requests.getLast().metricDataQueries()).hasSize(1);
        clock.advance(Duration.ofSeconds(50));
        poller.poll(List.of(ONE, OTHER));
        assertThat(cloudWatch.requests.getLast().metricDataQueries()).hasSize(2);
    }

    @Test
    void poll_shouldReadAFixedRangeOnce_onceItHasSettled() {
        Demand past = new Demand(TimeRange.parse("2026-05-01T10:00Z/2026-05-01T11:00Z"), Set.of(INVOCATIONS));
        for (int minute = 0; minute < 10; minute++) {
            poller.poll(List.of(past));
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(cloudWatch.requests).hasSize(1);
        poller.poll(List.of());
        poller.poll(List.of(past));
        assertThat(cloudWatch.requests).as("for the next viewer, too").hasSize(1);
    }

    @Test
    void poll_shouldReadAFixedRangeOn_untilItHasSettled() {
        Demand justNow = new Demand(TimeRange.parse("2026-05-01T11:00Z/2026-05-01T12:00Z"), Set.of(INVOCATIONS));
        for (int minute = 0; minute < 30; minute++) {
            poller.poll(List.of(justNow));
            clock.advance(Duration.ofMinutes(1));
        }
        // From 12:00:30 to 12:10:30, ten minutes after its end.
        assertThat(cloudWatch.requests).hasSize(11);
    }

    @Test
    void poll_shouldNotHurry_whileOneMetricIsDenied() {
        cloudWatch.answer(
                request -> deny(steady(request, Map.of("Invocations", 1.0, "Errors", 0.0)), request, "Errors"));
        Demand both = new Demand(TimeRange.DEFAULT, Set.of(INVOCATIONS, ERRORS));
        for (int second = 0; second < 120; second++) {
            poller.poll(List.of(both));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(cloudWatch.requests).hasSize(2);
        assertThat(poller.notice()).as("the region can be read").isEmpty();
        assertThat(poller.held(TimeRange.DEFAULT, both.queries())).containsOnlyKeys(INVOCATIONS);
        assertThat(Notice.of(poller.refused(TimeRange.DEFAULT, both.queries())))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.scope()).isEqualTo(Notice.Scope.METRICS);
                    assertThat(notice.detail()).isEqualTo("AWS/Lambda Errors of f: Forbidden");
                    assertThat(notice.since()).as("since the first time").isEqualTo("2026-05-01T12:00:30Z");
                });
        cloudWatch.answer(request -> steady(request, Map.of("Invocations", 1.0, "Errors", 0.0)));
        poller.poll(List.of(both));
        assertThat(poller.refused(TimeRange.DEFAULT, both.queries())).isEmpty();
    }

    @Test
    void refresh_shouldShareAReadThatIsFresh_andRespectThePause() {
        poller.refresh(TimeRange.DEFAULT, Set.of(INVOCATIONS), Duration.ofSeconds(1));
        poller.refresh(TimeRange.DEFAULT, Set.of(INVOCATIONS), Duration.ofSeconds(1));
        assertThat(cloudWatch.requests).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        cloudWatch.answer(request -> {
            throw error(403, "AccessDenied");
        });
        poller.refresh(TimeRange.DEFAULT, Set.of(INVOCATIONS), Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        poller.refresh(TimeRange.DEFAULT, Set.of(INVOCATIONS), Duration.ofSeconds(1));
        assertThat(cloudWatch.requests).as("no further read while denied").hasSize(2);
        assertThat(poller.notice().orElseThrow().kind()).isEqualTo(ReadFailure.Kind.DENIED);
    }
}
