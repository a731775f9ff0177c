package dev.quartet.e2e.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What CloudWatch answers: to the {@code aws} command line where there is one, else to the SDK.
 *
 * @param environment with credentials, for the command line
 * @param clients by region, where there is none
 */
public record Answers(Map<String, String> environment, Function<String, CloudWatchClient> clients) {
    private static final int PATIENCE_SECONDS = 60;
    /** The longest argument of a program is 128 KiB. */
    private static final int QUERIES_A_CALL = 250;

    private static final boolean COMMAND_LINE = Arrays.stream(
                    System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));

    /** Asks for the metrics over the command's window, once for each region. */
    public Map<Asked, Buckets> of(Command like, Collection<Asked> metrics, long period)
            throws IOException, InterruptedException {
        var regions = metrics.stream()
                .collect(Collectors.groupingBy(asked -> asked.resource().region()));
        var all = new HashMap<Asked, Buckets>();
        for (var region : regions.entrySet()) {
            var wanted = region.getValue();
            for (int from = 0; from < wanted.size(); from += QUERIES_A_CALL) {
                var some = wanted.subList(from, Math.min(wanted.size(), from + QUERIES_A_CALL));
                var command = Command.of(like, region.getKey(), some, period);
                var answers = COMMAND_LINE ? run(command.words()) : bySdk(command);
                command.queries()
                        .forEach(query -> all.put(query.asked(), answers.getOrDefault(query.id(), Buckets.none())));
            }
        }
        return all;
    }

    /** Runs the text itself, in a shell; its commands, where there is no command line. By the queries' ids. */
    public Map<String, Buckets> of(String text) throws IOException, InterruptedException {
        if (COMMAND_LINE) {
            return run(List.of("sh", "-c", text));
        }
        var all = new HashMap<String, Buckets>();
        for (var command : Command.read(List.of(text)).getFirst()) {
            all.putAll(bySdk(command));
        }
        return all;
    }

    private Map<String, Buckets> bySdk(Command command) {
        var answers = new HashMap<String, TreeMap<Long, Double>>();
        clients.apply(command.region())
                .getMetricDataPaginator(request -> request.startTime(command.start())
                        .endTime(command.end())
                        .metricDataQueries(command.queries().stream()
                                .map(Command.Query::json)
                                .map(Answers::query)
                                .toList()))
                .metricDataResults()
                .forEach(result -> {
                    var values = answers.computeIfAbsent(result.id(), id -> new TreeMap<>());
                    for (int i = 0; i < result.values().size(); i++) {
                        values.put(
                                result.timestamps().get(i).getEpochSecond(),
                                result.values().get(i));
                    }
                });
        return buckets(answers);
    }

    /** Each command that runs prints a document of its own. */
    private Map<String, Buckets> run(List<String> words) throws IOException, InterruptedException {
        var printed = Files.createTempFile("answers", ".json");
        try {
            var builder = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(printed.toFile());
            // Whoever runs the tests may be signed in to AWS: nothing of that may get in.
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(environment);
            builder.environment()
                    .putAll(Map.of("AWS_PAGER", "", "AWS_DEFAULT_OUTPUT", "json", "AWS_CONFIG_FILE", "/dev/null"));
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no answer within %d s to %s".formatted(PATIENCE_SECONDS, words));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("the command line refused " + words);
            }
            var answers = new HashMap<String, TreeMap<Long, Double>>();
            try (var documents =
                    JsonMapper.shared().readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(printed))) {
                documents.forEachRemaining(
                        document -> document.path("MetricDataResults").forEach(result -> add(answers, result)));
            }
            return buckets(answers);
        } finally {
            Files.delete(printed);
        }
    }

    private static void add(Map<String, TreeMap<Long, Double>> answers, JsonNode result) {
        var values = answers.computeIfAbsent(result.path("Id").asString(), id -> new TreeMap<>());
        for (int i = 0; i < result.path("Values").size(); i++) {
            values.put(
                    second(result.path("Timestamps").get(i)),
                    result.path("Values").get(i).asDouble());
        }
    }

    /** Version 1 prints what it got, which may be seconds since 1970; version 2 prints ISO 8601. */
    private static long second(JsonNode time) {
        return time.isNumber()
                ? time.asLong()
                : OffsetDateTime.parse(time.asString()).toEpochSecond();
    }

    private static Map<String, Buckets> buckets(Map<String, TreeMap<Long, Double>> answers) {
        var buckets = new HashMap<String, Buckets>();
        answers.forEach((id, values) -> buckets.put(id, new Buckets(values)));
        return buckets;
    }

    private static MetricDataQuery query(JsonNode json) {
        var query = MetricDataQuery.builder().id(json.path("Id").asString());
        if (json.has("Expression")) {
            query.expression(json.path("Expression").asString());
        }
        if (json.has("Period")) {
            query.period(json.path("Period").asInt());
        }
        if (json.has("ReturnData")) {
            query.returnData(json.path("ReturnData").asBoolean());
        }
        var stat = json.path("MetricStat");
        if (!stat.isMissingNode()) {
            var metric = stat.path("Metric");
            query.metricStat(what -> what.period(stat.path("Period").asInt())
                    .stat(stat.path("Stat").asString())
                    .metric(of -> of.namespace(metric.path("Namespace").asString())
                            .metricName(metric.path("MetricName").asString())
                            .dimensions(metric.path("Dimensions")
                                    .valueStream()
                                    .map(dimension -> Dimension.builder()
                                            .name(dimension.path("Name").asString())
                                            .value(dimension.path("Value").asString())
                                            .build())
                                    .toList())));
        }
        return query.build();
    }
}
