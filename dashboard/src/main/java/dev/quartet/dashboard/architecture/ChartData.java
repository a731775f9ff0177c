package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.feed.Notice;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One chart's lines, and what they are made of. */
record ChartData(List<Line> lines, Set<MetricQuery> queries, Snapshot snapshot) {
    ChartData {
        lines = List.copyOf(lines);
        queries = Set.copyOf(queries);
    }

    static ChartData of(Spec spec, Readings data, boolean compare) {
        Readings own = data.anew();
        List<Line> lines = spec.lines().apply(own);
        return new ChartData(compare ? compared(lines, spec, data) : lines, own.asked(), data.snapshot());
    }

    private static List<Line> compared(List<Line> lines, Spec spec, Readings data) {
        Duration length = data.window().length();
        Map<String, Line> before = new LinkedHashMap<>();
        spec.lines().apply(data.previous()).forEach(line -> before.put(line.id(), line));
        List<Line> all = new ArrayList<>();
        for (Line line : lines) {
            Line other = before.remove(line.id());
            all.add(line.comparedTo(
                    other == null ? Series.EMPTY : other.series().shifted(length)));
        }
        // Some lines are there only when there is something to tell.
        before.values()
                .forEach(line -> all.add(new Line(
                        line.id(),
                        line.name(),
                        line.colour(),
                        line.stack(),
                        Series.EMPTY,
                        line.series().shifted(length))));
        return all;
    }

    /** Whether something was never read that may still come. */
    boolean waiting() {
        return queries.stream()
                .anyMatch(query -> missing(query) && !snapshot.refused().containsKey(query) && !silent(query));
    }

    private boolean missing(MetricQuery query) {
        return !snapshot.series().containsKey(query);
    }

    private boolean silent(MetricQuery query) {
        return snapshot.notices().stream()
                .anyMatch(notice ->
                        notice.scope() == Notice.Scope.REGION && notice.region().equals(query.region()));
    }

    /** What is wrong with this chart alone, or why it has nothing; null where all is well. */
    @Nullable
    String trouble(Words words) {
        Map<ReadFailure.Kind, List<String>> refused = new EnumMap<>(ReadFailure.Kind.class);
        for (MetricQuery query : queries) {
            ReadFailure failure = snapshot.refused().get(query);
            if (failure != null) {
                refused.computeIfAbsent(failure.kind(), kind -> new ArrayList<>())
                        .add(query.text());
            }
        }
        for (Map.Entry<ReadFailure.Kind, List<String>> entry : refused.entrySet()) {
            List<String> names = entry.getValue().stream().sorted().toList();
            return words.of(
                    entry.getKey() == ReadFailure.Kind.DENIED ? "chart.denied" : "chart.incomplete",
                    names.getFirst(),
                    names.size() - 1);
        }
        return queries.stream()
                .filter(query -> missing(query) && silent(query))
                .findFirst()
                .map(query -> words.of("chart.unread", query.region()))
                .orElse(null);
    }
}
