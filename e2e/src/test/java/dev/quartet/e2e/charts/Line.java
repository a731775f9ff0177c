package dev.quartet.e2e.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of one chart, and what it means.
 *
 * @param optional whether it is only there while it is not all zero
 * @param index of the resource of its groups that it is about; -1 where it is about all
 */
public record Line(String chart, String id, boolean optional, Formula formula, int index) {
    /** Returns the metrics that it is made of. */
    public List<Asked> asked(Resources resources) {
        return formula.metrics()
                .flatMap(metric -> asked(metric, resources))
                .distinct()
                .toList();
    }

    /** Returns a metric of each resource that it is about. */
    Stream<Asked> asked(Formula.Metric metric, Resources resources) {
        var all = resources.of(metric.groups().toArray(String[]::new));
        var some = index < 0 ? all : all.subList(index, index + 1);
        return some.stream().map(resource -> new Asked(resource, metric.name(), metric.statistic()));
    }

    /** Returns the line for each resource, where it is one for each. */
    List<Line> expanded(Resources resources) {
        if (!id.endsWith("*")) {
            return asked(resources).isEmpty() ? List.of() : List.of(this);
        }
        var groups = formula.metrics().findFirst().orElseThrow().groups();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < resources.of(groups.toArray(String[]::new)).size(); i++) {
            lines.add(new Line(chart, id.replace("*", String.valueOf(i)), optional, formula, i));
        }
        return lines;
    }
}
