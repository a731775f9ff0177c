package dev.quartet.dashboard.services;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.Cells;
import dev.quartet.dashboard.ui.Numbers;
import java.util.List;

/** How one service does just now: its row of the table, larger, with its queue. */
final class FiguresPanel extends Section {
    private final ServiceParts parts;
    private final Span badge = new Span();
    private final Paragraph backlog = new Paragraph();
    private final Div split = new Div();
    private final Cells cells;

    FiguresPanel(ServiceParts parts) {
        this.parts = parts;
        this.cells = new Cells("services.column", names(parts));
        addClassNames("panel", "service-figures");
        badge.addClassName("badge");
        badge.setText(Numbers.NONE);
        Div line = new Div(new H2(getTranslation("service.now")), badge);
        line.addClassName("panel-line");
        split.addClassName("versions");
        backlog.addClassName("trouble");
        backlog.setVisible(false);
        add(line, backlog, cells, split);
    }

    private static List<String> names(ServiceParts parts) {
        return parts.consumes()
                ? List.of(
                        "traffic", "failed", "median", "tail", "concurrency", "throttles", "waiting", "behind", "dead")
                : List.of("traffic", "failed", "rejected", "median", "tail", "concurrency", "throttles");
    }

    void show(ServiceFigures figures, ServiceState state) {
        badge.setText(state.text());
        badge.setClassName("badge state-" + state.level().style());
        String unit = parts.consumes() ? "services.messages" : "services.requests";
        cells.set(
                "traffic",
                figures.perSecond() == null
                        ? null
                        : getTranslation(unit, Numbers.count(figures.perSecond(), getLocale())));
        cells.set("failed", Numbers.percent(figures.failed(), getLocale()));
        cells.set("rejected", Numbers.percent(figures.rejected(), getLocale()));
        cells.set("median", Numbers.milliseconds(figures.median(), getLocale()));
        cells.set("tail", Numbers.milliseconds(figures.tail(), getLocale()));
        cells.set("concurrency", Numbers.count(figures.concurrency(), getLocale()));
        cells.set("throttles", Numbers.count(figures.throttles(), getLocale()));
        cells.set("waiting", Numbers.count(figures.waiting(), getLocale()));
        cells.set("behind", Numbers.milliseconds(figures.behind(), getLocale()));
        cells.set("dead", Numbers.count(figures.dead(), getLocale()));
        backlog.setVisible(figures.late());
        backlog.setText(figures.late() ? backlog(figures) : "");
        split.removeAll();
        if (!figures.versions().isEmpty()) {
            split.add(new VersionSplit(figures.versions()));
        }
    }

    private String backlog(ServiceFigures figures) {
        String oldest = figures.behind() == null
                ? ""
                : getTranslation("service.backlog.oldest", Numbers.milliseconds(figures.behind(), getLocale()));
        double waiting = figures.waiting() == null ? 0 : figures.waiting();
        return getTranslation("service.backlog", waiting, Numbers.count(waiting, getLocale()), oldest);
    }
}
