package dev.quartet.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The measured numbers of the Costs page, compared with what CloudWatch answers to the commands beside them. */
public record Costs(Answers answers, double perTarget) {
    private static final long PERIOD = 60;
    /** What is an average, or counted in samples; everything else is a sum. */
    private static final Map<String, String> STATISTICS = Map.of(
            "CacheHitRate", "Average",
            "GroupInServiceInstances", "Average",
            "Count", "SampleCount",
            "SuccessfulRequestLatency", "SampleCount");

    private record Figure(String name, Map<String, List<String>> facts, Map<String, List<Asked>> parts) {}

    /** Compares all figures; returns how many numbers were measured and are not 0. */
    public long judge(String json, long now) throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        var asked = new LinkedHashSet<Asked>();
        var page = JsonMapper.shared().readTree(json).valueStream().toList();
        var commands = Command.read(
                page.stream().map(figure -> figure.path("command").asString()).toList());
        Command any = null;
        for (int i = 0; i < page.size(); i++) {
            // One name may stand for several numbers, such as of functions by their memory.
            var facts = new LinkedHashMap<String, List<String>>();
            page.get(i).path("facts").forEach(fact -> facts.computeIfAbsent(
                            fact.get(0).asString(), key -> new ArrayList<>())
                    .add(fact.get(1).asString()));
            var parts = new LinkedHashMap<String, List<Asked>>();
            for (var command : commands.get(i)) {
                any = command;
                for (var query : command.queries()) {
                    assertThat((long) query.period()).isEqualTo(PERIOD);
                    assertThat(query.asked().statistic())
                            .as(query.id())
                            .isEqualTo(STATISTICS.getOrDefault(query.asked().name(), "Sum"));
                    asked.add(query.asked());
                    for (var part : query.label()
                            .substring(0, query.label().indexOf(": "))
                            .split(", ", -1)) {
                        parts.computeIfAbsent(part, key -> new ArrayList<>()).add(query.asked());
                    }
                }
            }
            figures.add(new Figure(page.get(i).path("name").asString(), facts, parts));
        }
        assertThat(any).as("commands").isNotNull();
        long end = any.end().getEpochSecond();
        assertThat(Math.floorDiv(now, PERIOD) * PERIOD - end)
                .as("age of what has settled")
                .isBetween(0L, PERIOD);
        // All that the page looks at, whatever the command says of when the first value was.
        var hour = new Command(any.region(), any.endpoint(), Instant.ofEpochSecond(end - 3600), any.end(), List.of());
        return compare(figures, answers.of(hour, asked, PERIOD));
    }

    private long compare(List<Figure> figures, Map<Asked, Buckets> known) {
        long busy = 0;
        for (var figure : figures) {
            assertThat(figure.facts().keySet())
                    .as(figure.name())
                    .containsAll(figure.parts().keySet());
            for (var part : figure.parts().entrySet()) {
                double expected = value(part.getKey(), part.getValue(), known);
                double shown = figure.facts().get(part.getKey()).stream()
                        .mapToDouble(number ->
                                Double.parseDouble(number.replace(",", "").replace('−', '-')))
                        .sum();
                assertThat(shown)
                        .as("%s: %s", figure.name(), part.getKey())
                        .isCloseTo(expected, withinPercentage(0.0006));
                busy += expected == 0 ? 0 : 1;
            }
        }
        return busy;
    }

    private double value(String name, List<Asked> metrics, Map<Asked, Buckets> known) {
        var byName = new HashMap<String, Buckets>();
        metrics.forEach(asked -> byName.merge(asked.name(), known.get(asked), (a, b) -> a.merge(b, Double::sum)));
        if (name.startsWith("Σ")) {
            return paired(name, byName);
        }
        Set<String> names = Arrays.stream(name.split(" \\+ ", -1))
                .map(one -> one.replaceAll("SampleCount\\((.*)\\)", "$1"))
                .collect(Collectors.toSet());
        assertThat(byName.keySet()).as("metrics of " + name).isEqualTo(names);
        return byName.values().stream().mapToDouble(Buckets::total).sum();
    }

    private double paired(String name, Map<String, Buckets> metrics) {
        var requests = metrics.get("Requests");
        var rate = metrics.get("CacheHitRate");
        var running = metrics.get("GroupInServiceInstances");
        if (name.startsWith("Σ (⌈Requests / ")) {
            return requests.both(running, (all, there) -> Math.max(0, Math.ceil(all / perTarget) - there))
                            .total()
                    * PERIOD
                    / 3600;
        }
        return switch (name) {
            case "Σ (Requests × CacheHitRate / 100)" ->
                requests.both(rate, (all, hit) -> all * hit / 100).total();
            case "Σ (BytesDownloaded × CacheHitRate / 100)" ->
                metrics.get("BytesDownloaded")
                        .both(rate, (all, hit) -> all * hit / 100)
                        .total();
            case "Σ (Requests × (1 − CacheHitRate / 100))" ->
                requests.both(rate, (all, hit) -> all * (1 - hit / 100)).total();
            case "Σ (GroupInServiceInstances × hours)" -> running.total() * PERIOD / 3600;
            default -> throw new AssertionError("what is " + name + "?");
        };
    }
}
