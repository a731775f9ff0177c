package dev.quartet.dashboard.services;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one service does just now: its row of the table, larger, with its queue. */
final class FiguresPanel extends Section {
    private final ServiceParts parts;
    private final Span badge = new Span();
    private final Div split = new Div();
    private final Map<String, Span> values = new LinkedHashMap<>();

    FiguresPanel(ServiceParts parts) {
        this.parts = parts;
        addClassNames("panel", "service-figures");
        badge.addClassName("badge");
        badge.setText(Numbers.NONE);
        Div line = new Div(new H2(getTranslation("service.now")), badge);
        line.addClassName("panel-line");
        Div cells = new Div();
        cells.addClassName("cells");
        for (String name : names()) {
            Span label = new Span(getTranslation("services.column." + name));
            label.addClassName("cell-name");
            Span value = new Span(Numbers.NONE);
            value.addClassName("cell-value");
            values.put(name, value);
            Div cell = new Div(label, value);
            cell.addClassName("cell");
            cells.add(cell);
        }
        split.addClassName("versions");
        add(line, cells, split);
    }

    private List<String> names() {
        return parts.consumes()
                ? List.of(
                        "traffic", "failed", "median", "tail", "concurrency", "throttles", "waiting", "behind", "dead")
                : List.of("traffic", "failed", "median", "tail", "concurrency", "throttles");
    }

    void show(ServiceFigures figures, ServiceState state) {
        badge.setText(state.text());
        badge.setClassName("badge state-" + state.level().style());
        String unit = parts.consumes() ? "services.messages" : "services.requests";
        set(
                "traffic",
                figures.perSecond() == null
                        ? null
                        : getTranslation(unit, Numbers.count(figures.perSecond(), getLocale())));
        set("failed", Numbers.percent(figures.failed(), getLocale()));
        set("median", Numbers.milliseconds(figures.median(), getLocale()));
        set("tail", Numbers.milliseconds(figures.tail(), getLocale()));
        set("concurrency", Numbers.count(figures.concurrency(), getLocale()));
        set("throttles", Numbers.count(figures.throttles(), getLocale()));
        set("waiting", Numbers.count(figures.waiting(), getLocale()));
        set("behind", Numbers.milliseconds(figures.behind(), getLocale()));
        set("dead", Numbers.count(figures.dead(), getLocale()));
        split.removeAll();
        if (!figures.versions().isEmpty()) {
            split.add(new VersionSplit(figures.versions()));
        }
    }

    private void set(String name, @Nullable String text) {
        Span value = values.get(name);
        if (value != null) {
            value.setText(text == null ? Numbers.NONE : text);
        }
    }
}
