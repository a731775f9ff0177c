package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.quartet.e2e.charts.Answers;
import dev.quartet.e2e.charts.Asked;
import dev.quartet.e2e.charts.Command;
import dev.quartet.e2e.charts.Costs;
import dev.quartet.e2e.charts.Judge;
import dev.quartet.e2e.charts.Lines;
import dev.quartet.e2e.charts.Resources;
import dev.quartet.e2e.charts.Shown;
import dev.quartet.e2e.charts.Watched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Every chart and tile of every view, bucket by bucket, judged by what CloudWatch answers to the {@code aws} command line. */
@ExtendWith(SharedQuartet.class)
@Timeout(180)
final class DashboardChartsTest {
    /** In a stack that has just begun the first minute has to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String COMMAND = read("charts/command.js");
    private static final String READY = "document.querySelector('quartet-chart, quartet-spark') "
            + "&& !document.querySelector('quartet-chart[aria-busy], .loading')";
    /** Whether all of a kind that are shown have got what they open to. */
    private static final String OPENED = "kind => [...document.querySelectorAll(kind + ':not([hidden])')].every("
            + "each => each.querySelector(each.matches('.group') ? '.openable:not(.total)' : '.openable-numbers'))";
    /** What is reported when it happens, and may never have. */
    private static final Set<String> SILENT = Set.of(
            "ReadThrottleEvents",
            "WriteThrottleEvents",
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded",
            "HTTPCode_ELB_5XX_Count",
            "HTTPCode_Target_4XX_Count",
            "HTTPCode_Target_5XX_Count",
            "NumberOfNotificationsFailed",
            "NumberOfNotificationsFilteredOut",
            "ItemCacheHits",
            "ItemCacheMisses",
            "QueryCacheHits",
            "QueryCacheMisses",
            "Bounce",
            "Complaint",
            "Reject",
            "RenderingFailure",
            "OrdersRejected",
            "OrdersAbandoned",
            "DuplicatesIgnored",
            "PoisonMessages",
            "ImportLinesRejected",
            "ThumbnailsDone",
            "ThumbnailsRejected",
            "ThumbnailsFailed",
            "ReleasesPublished",
            "ReleasesUnchanged",
            "ReleasesRejected",
            "ReleasesFailed",
            "DataReadIOBytes");

    private static final Map<String, CloudWatchClient> CLIENTS = new HashMap<>();
    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void start(RunningQuartet quartet) throws Exception {
        chromium = Chromium.start();
        page = chromium.open(quartet.dashboardUrl(), "en-GB");
        var ann = TodoUser.signUp(quartet.access());
        ann.get("/todos/" + ann.create("Charted"));
        ann.get("/todos");
        var blog = new BlogAccess(quartet.access());
        blog.get("/");
        blog.get("/api/posts");
        blog.signUp(UUID.randomUUID() + "@example.com", "en");
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 10);
        shop.order(sku, 1);
        shop.stats();
        shop.putImport(
                "charted-" + sku, ("customer,sku,quantity\nMina," + sku + ",1\n").getBytes(StandardCharsets.UTF_8));
        try (var updates = new UpdatesAccess(quartet.access())) {
            updates.get("/none");
        }
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(CloudWatchClient::close);
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "todo",
                "blog",
                "services",
                "services/catalog",
                "services/orders",
                "services/inventory",
                "services/shipping",
                "services/analytics",
                "services/imports",
                "updates",
                "mails"
            })
    void view_shouldShowWhatCloudWatchAnswers(String view, RunningQuartet quartet) {
        var judge = judge(quartet);
        open("/" + view);
        var unknown = new HashSet<Asked>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            var verdict = judge.judge(view, shown(), Instant.now().getEpochSecond());
            assertThat(verdict.busy()).as("settled buckets that are not zero").isPositive();
            unknown.addAll(verdict.asked());
        });
        // What happened a moment ago may be on its way still, as orders are to statistics.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var kinds = kinds(quartet);
            // An index that nobody queried yet reports nothing; its table does.
            unknown.removeIf(asked -> SILENT.contains(asked.name())
                    || asked.resource().dimensions().containsKey("GlobalSecondaryIndexName")
                    || kinds.contains(kind(asked)));
            assertThat(unknown).as("metrics that nothing in the stack reports").isEmpty();
        });
        assertThat(chromium.problems()).isEmpty();
    }

    @Test
    void command_shouldAnswerAsItStands(RunningQuartet quartet) throws Exception {
        open("/updates");
        var part = shown().stream()
                .filter(shown -> shown.id().equals("requests"))
                .findFirst()
                .orElseThrow();
        var answer = answers(quartet).of(part.command());

        var commands = Command.read(List.of(part.command())).getFirst();
        assertThat(commands)
                .extracting(Command::region)
                .containsExactly("us-east-1", quartet.access().region().id());
        assertThat(answer.keySet())
                .containsExactlyInAnyOrderElementsOf(commands.stream()
                        .flatMap(command -> command.queries().stream())
                        .map(Command.Query::id)
                        .toList());
    }

    /** One of a metric, one of an expression, one of an edge; a percentage is drawn as a fraction. */
    @ParameterizedTest
    @CsvSource({"catalog-api-duration, 1", "catalog-api-errors, 0.01", "blog-edge-5xx, 0.01"})
    void alarm_shouldShowWhatCloudWatchAnswers(String name, double factor, RunningQuartet quartet) {
        var region = name.contains("edge") ? Region.US_EAST_1 : quartet.access().region();
        var alarm = cloudWatch(quartet, region.id())
                .describeAlarms(request -> request.alarmNamePrefix(
                        "quartet-%s-%s".formatted(quartet.access().exports().stack(), name)))
                .metricAlarms()
                .getFirst();
        open("/alarms/" + alarm.alarmName());
        // Nobody asks for anything meanwhile: the bucket that is open says what CloudWatch says, too.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            var part = shown().getFirst();
            var command = Command.read(List.of(part.command())).getFirst().getFirst();
            var watched = Watched.of(alarm, region.id());
            assertThat(command.queries())
                    .filteredOn(query -> query.asked() != null)
                    .allMatch(query -> query.period() == watched.period())
                    .extracting(Command.Query::asked)
                    .containsExactlyElementsOf(watched.asked());
            var expected = watched.of(answers(quartet).of(command, watched.asked(), watched.period()));
            assertThat(expected.values()).isNotEmpty();
            assertThat(answers(quartet).of(part.command()).values()).contains(expected);
            assertThat(part.lines().get("watched").drawn().differences(expected.times(factor)))
                    .isEmpty();
        });
        assertThat(chromium.problems()).isEmpty();
    }

    @Test
    void costs_shouldMeasureWhatCloudWatchAnswers(RunningQuartet quartet) {
        var perTarget =
                Objects.requireNonNull(quartet.access().exports().updates().requestsPerTarget());
        var costs = new Costs(answers(quartet), perTarget);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            page.navigate("/costs");
            // What nobody opens is not sent: first the groups, then each figure.
            page.waitForSelector("details.group");
            for (var kind : List.of(".group", ".openable:not(.group):has(.openable-value)")) {
                page.evaluate("kind => document.querySelectorAll(kind).forEach(each => each.open = true)", kind);
                page.waitForFunction(OPENED, kind);
            }
            assertThat(costs.judge(evaluate("charts/costs.js"), Instant.now().getEpochSecond()))
                    .as("measured numbers that are not 0")
                    .isGreaterThan(10);
        });
        assertThat(chromium.problems()).isEmpty();
    }

    private static void open(String path) {
        page.navigate(path);
        page.waitForFunction(READY);
    }

    private static String evaluate(String script) {
        return (String) page.evaluate("(" + read(script) + ")(" + COMMAND + ")");
    }

    private static List<Shown> shown() {
        return Shown.of(evaluate("charts/shown.js"));
    }

    private static Judge judge(RunningQuartet quartet) {
        var exports = quartet.access().exports();
        return new Judge(
                Resources.of(exports),
                Lines.read(),
                answers(quartet),
                quartet.access().cloudUrl(),
                Objects.requireNonNull(exports.updates().requestsPerTarget()));
    }

    private static Answers answers(RunningQuartet quartet) {
        return new Answers(quartet.access().environment(), region -> cloudWatch(quartet, region));
    }

    private static CloudWatchClient cloudWatch(RunningQuartet quartet, String region) {
        return CLIENTS.computeIfAbsent(region, name -> quartet.access().cloudWatch(Region.of(name)));
    }

    /** What ListMetrics knows: the exports say of which resources, so that any of them will do. */
    private static Set<String> kinds(RunningQuartet quartet) {
        var all = new HashSet<String>();
        for (var region : List.of(quartet.access().region().id(), Region.US_EAST_1.id())) {
            cloudWatch(quartet, region)
                    .listMetricsPaginator()
                    .metrics()
                    .forEach(metric -> all.add(kind(new Asked(
                            Watched.resource(region, metric.namespace(), metric.dimensions()),
                            metric.metricName(),
                            ""))));
        }
        return all;
    }

    private static String kind(Asked asked) {
        var resource = asked.resource();
        return "%s %s %s by %s"
                .formatted(
                        resource.region(),
                        resource.namespace(),
                        asked.name(),
                        new TreeSet<>(resource.dimensions().keySet()));
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(DashboardChartsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
