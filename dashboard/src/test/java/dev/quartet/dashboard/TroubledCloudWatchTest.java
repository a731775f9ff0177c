package dev.quartet.dashboard;

import static dev.quartet.dashboard.fixture.Patience.await;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.deny;
import static dev.quartet.dashboard.fixture.ScriptedCloudWatch.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.todo.TodoView;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** What a view says and shows while CloudWatch does not do what it should, and that it recovers by itself. */
@SpringBootTest(
        classes = {Dashboard.class, SteadyAws.class},
        properties = {"quartet.poll-interval=60s", "quartet.settling=10m"})
@ViewPackages(packages = "dev.quartet.dashboard")
final class TroubledCloudWatchTest extends SpringBrowserlessTest {
    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    /** All tests share one feed, whose pauses are five minutes at most. */
    @AfterEach
    void recover() {
        cloudWatch.answer(SteadyAws::answer);
        later(Duration.ofMinutes(6));
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(notices()).isEmpty();
            assertThat(model("chart-api").trouble()).isNull();
            assertThat(model("chart-errors").trouble()).isNull();
            assertThat(model("chart-api").window().end()).as("it is read on").isAfter(clock.instant());
            assertThat(model("chart-api").lines().getFirst().series().size()).isEqualTo(60);
        });
        UI.getCurrent().navigate("login");
    }

    @ParameterizedTest
    @CsvSource({
        "Throttling, 400, throttles us since",
        "AccessDenied, 403, denies access since",
        "InternalFailure, 500, cannot be read since"
    })
    void view_shouldKeepTheLastGoodData_andSaySinceWhen(String code, int status, String said) {
        open("PT1H");
        ChartModel good = shown("chart-api");
        cloudWatch.answer(request -> {
            throw error(status, code);
        });
        later(Duration.ofMinutes(1));
        says(said, code);
        assertThat(model("chart-api").lines()).isEqualTo(good.lines());
        assertThat(model("chart-api").trouble())
                .as("what it shows is right, if old")
                .isNull();
    }

    @Test
    void view_shouldSayThatNothingComesInTime_ratherThanThatThereIsNothing() {
        cloudWatch.answer(request -> {
            throw ApiCallTimeoutException.create(20_000);
        });
        open("PT2H");
        says("has not answered in time since", "20000");
        assertThat(shown("chart-api").trouble())
                .isEqualTo("CloudWatch in " + Stacks.REGION + " cannot be read; the notice above says why.");
        open("PT1H");
    }

    @Test
    void view_shouldNameTheMetricThatIsDenied_andShowTheOthers() {
        cloudWatch.answer(request -> deny(SteadyAws.answer(request), request, "Errors"));
        later(Duration.ofMinutes(1));
        open("PT1H");
        says("denies single metrics since", "AWS/Lambda Errors of quartet-dev-todo-api: Forbidden");
        assertThat(shown("chart-errors").trouble())
                .isEqualTo("Denied by CloudWatch: AWS/Lambda Errors of quartet-dev-todo-api.");
        assertThat(shown("chart-errors").lines().get(1).series().sum())
                .as("the rest of that chart")
                .hasValue(0);
        assertThat(shown("chart-api").trouble()).isNull();
        assertThat(shown("chart-api").lines().getFirst().series().size()).isEqualTo(60);
    }

    @Test
    void view_shouldPutPagesTogether_andShowNoHalves() {
        cloudWatch.answer(halves(false));
        later(Duration.ofMinutes(1));
        open("PT1H");
        ChartModel good = shown("chart-api");
        assertThat(good.lines().getFirst().series().size()).isEqualTo(60);
        cloudWatch.answer(halves(true));
        later(Duration.ofMinutes(1));
        says("throttles us since", "Throttling");
        assertThat(model("chart-api").lines()).as("no half of it").isEqualTo(good.lines());
    }

    @Test
    void view_shouldShowWhatIsThere_whenValuesAreTenMinutesLate() {
        later(Duration.ofMinutes(5));
        cloudWatch.answer(request -> upTo(clock.instant().minus(Duration.ofMinutes(10)), request));
        open("PT1H");
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            ChartModel late = shown("chart-api");
            assertThat(late.lines().getFirst().series().size())
                    .as("gaps, not zeros")
                    .isEqualTo(49);
            assertThat(late.window().settledUntil()).isBefore(clock.instant().minus(Duration.ofMinutes(10)));
        });
        assertThat(getCurrentView().getElement().getTextRecursively())
                .as("the topology shows what has settled")
                .contains("Lambda to DAX: 10/min");
        assertThat(notices()).as("late is how CloudWatch is").isEmpty();
    }

    /** Each answer in two pages; the second is refused, if told so. */
    private static Function<GetMetricDataRequest, GetMetricDataResponse> halves(boolean refused) {
        return request -> {
            if (refused && request.nextToken() != null) {
                throw error(400, "Throttling");
            }
            boolean first = request.nextToken() == null;
            List<MetricDataResult> half = SteadyAws.answer(request).metricDataResults().stream()
                    .map(result -> {
                        int middle = result.values().size() / 2;
                        int from = first ? 0 : middle;
                        int to = first ? middle : result.values().size();
                        return ScriptedCloudWatch.result(
                                result.id(),
                                first ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE,
                                result.timestamps().subList(from, to),
                                result.values().subList(from, to));
                    })
                    .toList();
            return GetMetricDataResponse.builder()
                    .metricDataResults(half)
                    .nextToken(first ? "second" : null)
                    .build();
        };
    }

    private static GetMetricDataResponse upTo(Instant end, GetMetricDataRequest request) {
        return GetMetricDataResponse.builder()
                .metricDataResults(SteadyAws.answer(request).metricDataResults().stream()
                        .map(result -> {
                            int count = (int) result.timestamps().stream()
                                    .filter(time -> time.isBefore(end.minusSeconds(30)))
                                    .count();
                            return ScriptedCloudWatch.result(
                                    result.id(),
                                    StatusCode.COMPLETE,
                                    result.timestamps().subList(0, count),
                                    result.values().subList(0, count));
                        })
                        .toList())
                .build();
    }

    private void open(String range) {
        UI.getCurrent().navigate(TodoView.class, QueryParameters.of("range", range));
    }

    private void later(Duration duration) {
        ((MutableClock) clock).advance(duration);
    }

    private void says(String text, String detail) {
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(notices()).singleElement().asString().contains(text, detail);
        });
    }

    private List<String> notices() {
        return findInView(Div.class).withClassName("notice").all().stream()
                .map(notice -> notice.getElement().getTextRecursively())
                .toList();
    }

    private ChartModel shown(String id) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return findInView(Chart.class).withId(id).single().model() != null;
        });
        return model(id);
    }

    private ChartModel model(String id) {
        return Objects.requireNonNull(
                findInView(Chart.class).withId(id).single().model());
    }
}
