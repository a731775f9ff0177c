package dev.quartet.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import tools.jackson.databind.json.JsonMapper;

/** Drives CloudWatch by the real SDK client. */
final class CloudWatchServiceTest {
    private static final String REGION = "ap-northeast-1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MutableClock clock = new MutableClock(START.plusSeconds(5));
    private final MetricStore store = new MetricStore(clock);
    private final CloudContext context = new CloudContext(
            "test", "123456789012", REGION, clock, "http://127.0.0.1:0", Path.of("target"), Optional.empty());
    private final Alarms alarms = new Alarms(context, store, this::publish);
    private final List<String> asked = new ArrayList<>();
    private final List<Topics.Message> published = new ArrayList<>();
    private LoopbackServer server;
    private CloudWatchClient client;

    @BeforeEach
    void start() throws Exception {
        var service = new CloudWatchService(context, store, alarms, new Recording());
        var root = new Caller(
                Caller.Kind.ROOT,
                "arn:aws:iam::123456789012:root",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
        server = LoopbackServer.start(
                0, exchange -> service.handle(new AwsRequest(exchange, root, "monitoring", REGION, "request-1")));
        client = CloudWatchClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        alarms.close();
    }

    @Test
    void getMetricData_shouldGiveExactSums_perPeriod() {
        var invocations = store.metric(REGION, "AWS/Lambda", "Invocations", Map.of("FunctionName", "f"), "Count");
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i <= minute; i++) {
                invocations.add(1);
            }
            clock.advance(Duration.ofMinutes(1));
        }

        var byMinute = read(query("m", "AWS/Lambda", "Invocations", "Sum", 60), START, START.plusSeconds(300));
        var whole = read(query("m", "AWS/Lambda", "Invocations", "Sum", 300), START, START.plusSeconds(300));

        assertThat(byMinute).containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
        assertThat(whole).containsExactly(15.0);
        assertThat(asked).containsOnly("cloudwatch:GetMetricData *");
    }

    @Test
    void getMetricData_shouldGivePercentiles_withinHalfAPercent() {
        var duration = store.metric(REGION, "AWS/Lambda", "Duration", Map.of("FunctionName", "f"), "Milliseconds");
        for (int i = 1; i <= 1000; i++) {
            duration.add(i);
        }

        assertThat(read(query("m", "AWS/Lambda", "Duration", "p99", 60), START, START.plusSeconds(60))
                        .get(0))
                .isCloseTo(990, within(5.0));
        assertThat(read(query("m", "AWS/Lambda", "Duration", "p50", 60), START, START.plusSeconds(60))
                        .get(0))
                .isCloseTo(500, within(2.6));
        assertThat(read(query("m", "AWS/Lambda", "Duration", "Maximum", 60), START, START.plusSeconds(60)))
                .containsExactly(1000.0);
    }

    @Test
    void getMetricData_shouldEvaluateExpressions_andLeaveGapsAsGaps() {
        store.metric(REGION, "N", "hit", Map.of("FunctionName", "f"), "Count").add(3);
        store.metric(REGION, "N", "miss", Map.of("FunctionName", "f"), "Count").add(1);
        clock.advance(Duration.ofMinutes(2));
        store.metric(REGION, "N", "hit", Map.of("FunctionName", "f"), "Count").add(1);

        var answer = client.getMetricData(request -> request.startTime(START)
                .endTime(START.plusSeconds(300))
                .metricDataQueries(
                        query("h", "N", "hit", "Sum", 60),
                        query("i", "N", "miss", "Sum", 60),
                        expression("ratio", "h/(h+i)"),
                        expression("filled", "100*h/(h+FILL(i,0))"),
                        expression("big", "IF(h>2, h, 0)")));

        var values = new HashMap<String, List<Double>>();
        answer.metricDataResults().forEach(result -> values.put(result.id(), result.values()));
        assertThat(values.get("ratio")).containsExactly(0.75);
        assertThat(values.get("filled")).containsExactly(100.0, 75.0);
        assertThat(values.get("big")).containsExactly(0.0, 3.0);
    }

    @Test
    void getMetricData_shouldPage_whenThereAreMoreDatapointsThanAskedFor() {
        var metric = store.metric(REGION, "N", "m", Map.of("FunctionName", "f"), "Count");
        for (int i = 0; i < 10; i++) {
            metric.add(i);
            clock.advance(Duration.ofMinutes(1));
        }

        var pages = client.getMetricDataPaginator(request -> request.startTime(START)
                .endTime(START.plusSeconds(600))
                .maxDatapoints(3)
                .metricDataQueries(query("a", "N", "m", "Sum", 60), query("b", "N", "m", "Sum", 60)));

        var values = new HashMap<String, List<Double>>();
        pages.forEach(page -> page.metricDataResults()
                .forEach(result -> values.computeIfAbsent(result.id(), id -> new ArrayList<>())
                        .addAll(result.values())));
        assertThat(values.get("a")).containsExactly(9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0);
        assertThat(values.get("b")).isEqualTo(values.get("a"));
    }

    @Test
    void getMetricData_shouldRefuse_anUnknownStatisticAndFunction() {
        assertThatThrownBy(() -> read(query("m", "N", "m", "Median", 60), START, START.plusSeconds(60)))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Median")
                .hasMessageContaining("p99");
        assertThatThrownBy(() -> client.getMetricData(request -> request.startTime(START)
                        .endTime(START.plusSeconds(60))
                        .metricDataQueries(expression("e", "SEARCH(1)"))))
                .hasMessageContaining("SEARCH");
    }

    @Test
    void putMetricData_shouldBeListedAndRead_butNotUnderAwsNamespaces() {
        client.putMetricData(request -> request.namespace("Quartet/Todo").metricData(datum -> datum.metricName(
                        "Created")
                .dimensions(Dimension.builder().name("Service").value("todo").build())
                .value(2.0)));

        assertThat(client.listMetrics(request -> request.namespace("Quartet/Todo"))
                        .metrics())
                .singleElement()
                .satisfies(
                        metric -> assertThat(metric.dimensions().get(0).value()).isEqualTo("todo"));
        assertThatThrownBy(() -> client.putMetricData(request -> request.namespace("AWS/Lambda")
                        .metricData(datum -> datum.metricName("Errors").value(1.0))))
                .hasMessageContaining("reserved");
    }

    @Test
    void putMetricData_shouldTakeNothing_whenPartOfItIsNotAllowed() {
        refused("two weeks ago", datum -> datum.value(1.0)
                .timestamp(clock.instant().minus(Duration.ofDays(15))));
        refused("two hours ahead", datum -> datum.value(1.0)
                .timestamp(clock.instant().plus(Duration.ofHours(3))));
        refused("2^360", datum -> datum.value(Double.MAX_VALUE));
        refused("Value is required", datum -> datum.unit("Count"));
        refused("not 2 and 1", datum -> datum.values(1.0, 2.0).counts(1.0));
        refused(
                "over 0, not 0.0",
                datum -> datum.statisticValues(
                        sum -> sum.sampleCount(0.0).sum(0.0).minimum(0.0).maximum(0.0)));
    }

    private void refused(String why, Consumer<MetricDatum.Builder> second) {
        assertThatThrownBy(() -> client.putMetricData(request -> request.namespace("Own")
                        .metricData(
                                datum -> datum.metricName("First").value(1.0),
                                datum -> second.accept(datum.metricName("Second")))))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining(why);
        assertThat(client.listMetrics(request -> request.namespace("Own")).metrics())
                .isEmpty();
    }

    @Test
    void series_shouldKeepTheTotal_whenMinutesAreFoldedIntoHours() {
        var metric = store.metric(REGION, "N", "m", Map.of("FunctionName", "f"), "Count");
        int minutes = 3 * 24 * 60;
        for (int i = 0; i < minutes; i++) {
            metric.add(1);
            clock.advance(Duration.ofMinutes(1));
        }

        var days = read(query("m", "N", "m", "Sum", 86_400), START, START.plus(Duration.ofDays(4)));

        assertThat(days).containsExactly(1440.0, 1440.0, 1440.0);
    }

    @Test
    void alarm_shouldGoOffAndClear_withTheMetric() {
        provision(Map.of("alarmActions", List.of("arn:aws:sns:" + REGION + ":123456789012:alarms")));
        var errors = store.metric(REGION, "AWS/Lambda", "Errors", Map.of("FunctionName", "f"), "Count");
        assertThat(state()).isEqualTo(StateValue.INSUFFICIENT_DATA);

        errors.add(1);
        clock.advance(Duration.ofMinutes(1));
        alarms.evaluate();
        assertThat(state()).isEqualTo(StateValue.ALARM);

        clock.advance(Duration.ofMinutes(1));
        alarms.evaluate();
        assertThat(state()).isEqualTo(StateValue.OK);
        assertThat(client.describeAlarmHistory(request -> request.alarmName("errors"))
                        .alarmHistoryItems())
                .extracting(item -> item.historySummary())
                .containsExactly("Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM");
        assertThat(client.describeAlarmHistoryPaginator(request ->
                                request.scanBy(ScanBy.TIMESTAMP_ASCENDING).maxRecords(1))
                        .alarmHistoryItems())
                .extracting(item -> item.historySummary())
                .containsExactly("Alarm updated from INSUFFICIENT_DATA to ALARM", "Alarm updated from ALARM to OK");
        assertThat(client.describeAlarmHistory(request -> request.startDate(clock.instant()))
                        .alarmHistoryItems())
                .extracting(item -> item.historySummary())
                .containsExactly("Alarm updated from ALARM to OK");
        assertThat(client.describeAlarmHistory(request -> request.historyItemType(HistoryItemType.CONFIGURATION_UPDATE))
                        .alarmHistoryItems())
                .isEmpty();
        assertThatThrownBy(() -> client.describeAlarmHistory(request -> request.maxRecords(101)))
                .hasMessageContaining("MaxRecords must be from 1 to 100, not 101");
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.subject()).hasValue("ALARM: \"errors\" in " + REGION);
            var body = JsonMapper.shared().readTree(message.body());
            assertThat(body.path("NewStateValue").asString()).isEqualTo("ALARM");
            assertThat(body.path("OldStateValue").asString()).isEqualTo("INSUFFICIENT_DATA");
            assertThat(body.path("Trigger").path("TreatMissingData").asString()).isNotEmpty();
        });
    }

    private String publish(Caller caller, String topicArn, Topics.Message message) {
        assertThat(topicArn).isEqualTo("arn:aws:sns:" + REGION + ":123456789012:alarms");
        assertThat(caller.service()).hasValue("cloudwatch.amazonaws.com");
        published.add(message);
        return "id";
    }

    @Test
    void alarm_shouldBeRefused_whenItsTopicIsInAnotherRegion() {
        assertThatThrownBy(
                        () -> provision(Map.of("alarmActions", List.of("arn:aws:sns:us-east-1:123456789012:alarms"))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Invalid region us-east-1");
    }

    private void provision(Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(Map.of(
                "name", "errors",
                "namespace", "AWS/Lambda",
                "metricName", "Errors",
                "dimensions", Map.of("FunctionName", "f"),
                "statistic", "Sum",
                "period", 60.0,
                "evaluationPeriods", 1.0,
                "comparisonOperator", "GreaterThanThreshold",
                "threshold", 0.0,
                "treatMissingData", "notBreaching"));
        inputs.putAll(more);
        var catalog = new ResourceCatalog();
        alarms.install(catalog);
        catalog.provision(new Registration(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "errors",
                "urn",
                REGION,
                new Inputs("errors", inputs),
                List.of()));
    }

    @Test
    void alarms_shouldBeAskedForByTheirArns_allOfThemWhenNoneIsNamed() {
        client.describeAlarms();
        client.describeAlarmHistory(request -> request.alarmName("errors"));

        assertThat(asked)
                .containsExactly(
                        "cloudwatch:DescribeAlarms arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:*",
                        "cloudwatch:DescribeAlarmHistory arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:errors");
    }

    private StateValue state() {
        return client.describeAlarms(request -> request.alarmNames("errors"))
                .metricAlarms()
                .get(0)
                .stateValue();
    }

    private List<Double> read(MetricDataQuery query, Instant start, Instant end) {
        return client.getMetricData(
                        request -> request.startTime(start).endTime(end).metricDataQueries(query))
                .metricDataResults()
                .get(0)
                .values();
    }

    private static MetricDataQuery query(String id, String namespace, String name, String statistic, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric -> metric.namespace(namespace)
                                .metricName(name)
                                .dimensions(Dimension.builder()
                                        .name("FunctionName")
                                        .value("f")
                                        .build()))
                        .stat(statistic)
                        .period(period))
                .build();
    }

    private static MetricDataQuery expression(String id, String expression) {
        return MetricDataQuery.builder()
                .id(id)
                .expression(expression)
                .period(60)
                .build();
    }

    /** Allows everything and notes what was asked. */
    private final class Recording implements Authorizer {
        @Override
        public void require(AccessRequest request) {
            asked.add(request.action() + " " + request.resource());
        }

        @Override
        public boolean allows(AccessRequest request) {
            return true;
        }
    }
}
