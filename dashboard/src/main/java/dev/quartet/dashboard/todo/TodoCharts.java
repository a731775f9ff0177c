package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The charts of the Todo view. */
final class TodoCharts {
    private TodoCharts() {}

    static ChartGrid create(boolean dax, Words words) {
        Lines lines = new Lines(words);
        String minute = words.of("unit.minute");
        List<Spec> specs = new ArrayList<>();
        specs.add(new Spec(
                "api",
                minute,
                data -> lines.lookups(data.perMinute(Metric.API_CACHE_HITS), data.perMinute(Metric.API_CACHE_MISSES))));
        if (dax) {
            specs.add(new Spec("dax", minute, lines::dax));
        }
        specs.add(new Spec(
                "invocations",
                minute,
                data -> List.of(lines.line("invocations", "series-1", data.perMinute(Metric.LAMBDA_INVOCATIONS)))));
        specs.add(new Spec("errors", minute, lines::errors));
        specs.add(new Spec(
                "duration",
                "ms",
                data -> lines.percentiles(
                        data, Metric.LAMBDA_DURATION_P50, Metric.LAMBDA_DURATION_P99, UnaryOperator.identity())));
        specs.add(new Spec("capacity", words.of("unit.second"), lines::capacity));
        return new ChartGrid("todo", specs);
    }
}
