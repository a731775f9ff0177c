package dev.quartet.e2e.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One {@code aws cloudwatch get-metric-data}, as a shell reads it. */
public record Command(String region, String endpoint, Instant start, Instant end, List<Query> queries) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PATIENCE_SECONDS = 20;
    private static final String OF_A_COMMAND = "\1";
    /** In place of the command line: writes its words, each with a NUL behind it. */
    private static final String STAND_IN = """
            set -eu
            aws() {
              for word; do
                printf '%s' "$word"
                printf '\\000'
              done
              printf '\\001\\000'
            }
            """;

    private static final String OF_A_TEXT = "\2";

    /**
     * One of its queries.
     *
     * @param asked null for an expression
     */
    public record Query(String id, String label, int period, Asked asked, JsonNode json) {
        private static Query of(String region, JsonNode json) {
            var stat = json.path("MetricStat");
            var metric = stat.path("Metric");
            var dimensions = new HashMap<String, String>();
            metric.path("Dimensions")
                    .forEach(dimension -> dimensions.put(
                            dimension.path("Name").asString(),
                            dimension.path("Value").asString()));
            return new Query(
                    json.path("Id").asString(),
                    json.path("Label").asString(""),
                    stat.path("Period").asInt(0),
                    stat.isMissingNode()
                            ? null
                            : new Asked(
                                    new Resource(
                                            region, metric.path("Namespace").asString(), dimensions),
                                    metric.path("MetricName").asString(),
                                    stat.path("Stat").asString()),
                    json);
        }
    }

    /** Returns a command for metrics of one region. */
    static Command of(Command like, String region, List<Asked> metrics, long period) {
        var queries = new ArrayList<Query>();
        for (var asked : metrics) {
            queries.add(Query.of(region, asked.json("q" + queries.size(), period)));
        }
        return new Command(region, like.endpoint(), like.start(), like.end(), queries);
    }

    /** Returns its words. */
    List<String> words() {
        var json = JSON.createArrayNode();
        queries.forEach(query -> json.add(query.json()));
        return List.of(
                "aws",
                "cloudwatch",
                "get-metric-data",
                "--region",
                region,
                "--endpoint-url",
                endpoint,
                "--start-time",
                start.toString(),
                "--end-time",
                end.toString(),
                "--metric-data-queries",
                json.toString());
    }

    /** Lets a shell read the texts, each of which may have several commands, with a function in place of {@code aws}. */
    public static List<List<Command>> read(List<String> texts) throws IOException, InterruptedException {
        var script = new StringBuilder(STAND_IN);
        texts.forEach(text -> script.append(text).append("\nprintf '\\002\\000'\n"));
        var output = run(script.toString());
        var all = new ArrayList<List<Command>>();
        var commands = new ArrayList<Command>();
        var words = new ArrayList<String>();
        for (var word : output.split("\0", -1)) {
            switch (word) {
                case OF_A_COMMAND -> {
                    commands.add(of(words));
                    words.clear();
                }
                case OF_A_TEXT -> {
                    all.add(List.copyOf(commands));
                    commands.clear();
                }
                default -> words.add(word);
            }
        }
        return all;
    }

    /** By files: a shell that writes while nobody reads would read no further itself. */
    private static String run(String script) throws IOException, InterruptedException {
        var input = Files.createTempFile("commands", ".sh");
        var output = Files.createTempFile("commands", ".txt");
        try {
            Files.writeString(input, script);
            var shell = new ProcessBuilder("sh")
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
                throw new AssertionError(
                        "a shell did not read this within %d s: %s".formatted(PATIENCE_SECONDS, script));
            }
            var written = Files.readString(output);
            if (shell.exitValue() != 0) {
                throw new AssertionError("a shell cannot read %s: %s".formatted(script, written));
            }
            return written;
        } finally {
            Files.delete(input);
            Files.delete(output);
        }
    }

    private static Command of(List<String> words) {
        if (words.size() % 2 != 0 || !words.subList(0, 2).equals(List.of("cloudwatch", "get-metric-data"))) {
            throw new AssertionError("not a query of metrics: " + words);
        }
        Map<String, String> options = new TreeMap<>();
        for (int i = 2; i < words.size(); i += 2) {
            options.put(words.get(i), words.get(i + 1));
        }
        var region = options.get("--region");
        return new Command(
                region,
                options.get("--endpoint-url"),
                Instant.parse(options.get("--start-time")),
                Instant.parse(options.get("--end-time")),
                JSON.readTree(options.get("--metric-data-queries"))
                        .valueStream()
                        .map(query -> Query.of(region, query))
                        .toList());
    }
}
