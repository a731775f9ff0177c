package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartet.e2e.FunctionLog;
import dev.quartet.e2e.StackAccess;
import dev.quartet.e2e.TodoUser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** A second version of a function, deployed by {@code ./quartet deploy} as a canary, rolled back and promoted. */
@Order(1) // before another cloud runs beside
final class CanaryTest {
    private static final int CALLS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void canary_shouldGetItsShare_andBeRolledBackAndPromoted() throws Exception {
        var clone = Path.of("target", "canary-clone").toAbsolutePath();
        Folders.delete(clone);
        var program = ClonedProgram.in(clone);
        var home = new Home(program.root(), folder.resolve("state"));
        var terminal = terminal();
        var options = new UpOptions(
                "local", StackAccess.freePort(), Optional.empty(), Optional.empty(), 4, Optional.empty(), false, false);
        try (var session = new Session(home, terminal, options)) {
            session.start();
            var stack = new StackAccess(home.local());
            var ann = TodoUser.signUp(stack);
            assertThat(versions(stack, ann, 1)).containsExactlyEntriesOf(Map.of("1", 1));

            // Nothing has changed: nothing is done.
            assertThat(deploy(home)).contains("0 created, 0 updated, 0 deleted");

            program.changeTodoFunction("second");
            assertThat(deploy(home, "--config", canary(10)))
                    .contains("~ aws:lambda/function:Function todo-api (code)")
                    .contains("~ aws:lambda/alias:Alias todo-api (routingConfig)")
                    .contains("+ aws:cloudwatch/metricAlarm:MetricAlarm")
                    .contains("1 created, 2 updated, 0 deleted");
            var before = metric(stack);
            var split = versions(stack, ann, CALLS);
            // Binomial(300, 0.1), 30 ± 5: outside of these comes less than once in a million runs.
            assertThat(split.get("2")).isBetween(8, 60);
            assertThat(split).containsOnlyKeys("1", "2");
            assertThat(split.get("1") + split.get("2")).isEqualTo(CALLS);
            await().atMost(PATIENCE).untilAsserted(() -> {
                var metric = metric(stack);
                assertThat(metric.get("1") - before.getOrDefault("1", 0)).isEqualTo(split.get("1"));
                assertThat(metric.get("2")).isEqualTo(split.get("2"));
            });

            assertThat(deploy(home, "--config", canary(0))).contains("Alias todo-api (routingConfig)");
            assertThat(versions(stack, ann, 50)).containsExactlyEntriesOf(Map.of("1", 50));

            assertThat(deploy(home))
                    .contains("~ aws:lambda/alias:Alias todo-api (functionVersion, routingConfig)")
                    .contains("0 created, 1 updated, 1 deleted");
            assertThat(versions(stack, ann, 50)).containsExactlyEntriesOf(Map.of("2", 50));

            // A change that cannot be made while all runs is refused as a whole, before anything is changed.
            program.changeTodoFunction("third");
            assertThat(refused(home, "--config", "quartet:apiThrottleRate=5"))
                    .contains("refused: aws:apigateway/methodSettings:MethodSettings")
                    .contains("settings changes")
                    .contains("./quartet up")
                    .contains("nothing was changed");
            assertThat(versions(stack, ann, 20)).containsExactlyEntriesOf(Map.of("2", 20));
        }
    }

    private static String canary(int weight) {
        return "quartet:canary=[{\"function\": \"todo-api\", \"stable\": \"1\", \"weight\": %d}]".formatted(weight);
    }

    /** Calls the function so many times and returns which versions ran, by its log. */
    private static Map<String, Integer> versions(StackAccess stack, TodoUser user, int calls) throws Exception {
        try (var log = new FunctionLog(stack)) {
            int before = log.lines().size();
            long starts =
                    starts(log, 0).values().stream().mapToInt(Integer::intValue).sum();
            for (int i = 0; i < calls; i++) {
                // Past the response cache.
                assertThat(user.get("/todos", "Cache-Control", "max-age=0").statusCode())
                        .isEqualTo(200);
            }
            await().atMost(PATIENCE)
                    .until(() -> starts(log, 0).values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()
                            == starts + calls);
            return starts(log, before);
        }
    }

    private static Map<String, Integer> starts(FunctionLog log, int from) {
        var result = new TreeMap<String, Integer>();
        var lines = log.lines();
        for (var line : lines.subList(from, lines.size())) {
            if (line.startsWith("START RequestId: ")) {
                result.merge(line.strip().substring(line.lastIndexOf(' ') + 1), 1, Integer::sum);
            }
        }
        return result;
    }

    /** Returns the invocations of the alias by executed version, as CloudWatch has them. */
    private static Map<String, Integer> metric(StackAccess stack) {
        var function = stack.exports().todo().functions().get(0);
        var now = Instant.now();
        var result = new TreeMap<String, Integer>();
        try (var client = stack.cloudWatch()) {
            for (var version : new String[] {"1", "2"}) {
                client
                        .getMetricData(request -> request.startTime(now.minusSeconds(3600))
                                .endTime(now.plusSeconds(60))
                                .metricDataQueries(query -> query.id("calls").metricStat(stat -> stat.stat("Sum")
                                        .period(60)
                                        .metric(metric -> metric.namespace("AWS/Lambda")
                                                .metricName("Invocations")
                                                .dimensions(
                                                        dimension("FunctionName", function.name()),
                                                        dimension("Resource", function.name() + ":" + function.alias()),
                                                        dimension("ExecutedVersion", version))))))
                        .metricDataResults()
                        .stream()
                        .map(MetricDataResult::values)
                        .forEach(values -> result.put(version, (int)
                                values.stream().mapToDouble(Double::doubleValue).sum()));
            }
        }
        return result;
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private String deploy(Home home, String... more) {
        return run(home, ExitCode.OK, more);
    }

    private String refused(Home home, String... more) {
        return run(home, ExitCode.PROGRAM_FAILED, more);
    }

    private String run(Home home, int expected, String... more) {
        output.reset();
        var arguments = new String[more.length + 1];
        arguments[0] = "deploy";
        System.arraycopy(more, 0, arguments, 1, more.length);
        int code = Main.run(home, terminal(), arguments);
        var text = output.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(expected);
        return text;
    }

    private Terminal terminal() {
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, false);
    }
}
