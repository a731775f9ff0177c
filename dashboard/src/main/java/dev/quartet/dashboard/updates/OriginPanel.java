package dev.quartet.dashboard.updates;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.ui.Cells;
import dev.quartet.dashboard.ui.Numbers;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How the origin does just now, what it would take without the edge, and what was published in the time shown. */
final class OriginPanel extends Section {
    private final WithoutEdge without;
    private final Cells cells = new Cells(
            "updates.now",
            List.of("inService", "desired", "withoutEdge", "healthy", "cpu", "credit", "published", "rejected"));

    OriginPanel(WithoutEdge without) {
        this.without = without;
        addClassNames("panel", "service-figures");
        Paragraph formula = new Paragraph(
                without.perTarget() == null
                        ? getTranslation("updates.without.unknown")
                        : getTranslation("updates.without", without.perTarget()));
        formula.addClassName("caption");
        add(new H2(getTranslation("updates.now")), cells, formula);
    }

    void show(Readings data) {
        cells.set("inService", count(data.latest(Metric.GROUP_IN_SERVICE)));
        cells.set("desired", count(data.latest(Metric.GROUP_DESIRED)));
        cells.set("withoutEdge", count(without.latest(data)));
        cells.set("healthy", count(data.latest(Metric.HEALTHY_HOSTS)));
        Double cpu = data.latest(Metric.INSTANCE_CPU);
        cells.set("cpu", Numbers.percent(cpu == null ? null : Double.valueOf(cpu / 100), getLocale()));
        Double credit = data.latest(Metric.FILES_CREDIT);
        cells.set("credit", credit == null ? null : count(credit) + "B");
        cells.set("published", counted(data, Metric.RELEASES_PUBLISHED, Metric.RELEASES_UNCHANGED));
        cells.set("rejected", counted(data, Metric.RELEASES_REJECTED, Metric.RELEASES_FAILED));
    }

    private String count(@Nullable Double value) {
        return Numbers.count(value, getLocale());
    }

    /** The function counts only what happened. */
    private String counted(Readings data, Metric... metrics) {
        OptionalDouble sum =
                data.sum(metrics).zeroWhere(data.sum(Metric.LAMBDA_INVOCATIONS)).sum();
        return count(sum.isEmpty() ? null : Double.valueOf(sum.getAsDouble()));
    }
}
