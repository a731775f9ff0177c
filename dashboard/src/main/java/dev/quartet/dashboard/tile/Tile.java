package dev.quartet.dashboard.tile;

import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A headline with one or more figures; where the stack has nothing for one, it says so. */
public final class Tile extends Article {
    private final List<FigureCell> cells = new ArrayList<>();
    private final List<MetricQuery> refusals = new ArrayList<>();

    public Tile(String key, HeadlineQueries queries, List<Headline> headlines) {
        addClassNames("tile", "tile-" + key);
        H2 name = new H2(getTranslation("tile." + key));
        name.setId("tile-" + key);
        getElement().setAttribute("aria-labelledby", "tile-" + key);
        Div row = new Div();
        row.addClassName("cells");
        add(name, row);
        if (headlines.stream().allMatch(headline -> queries.of(headline).isEmpty())) {
            row.add(absent(getTranslation("tile." + key + ".absent")));
            addClassName("absent");
            return;
        }
        for (Headline headline : headlines) {
            Set<MetricQuery> wanted = queries.of(headline);
            String label = getTranslation("figure." + headline.name());
            if (wanted.isEmpty()) {
                row.add(absentCell(headline, label));
            } else {
                FigureCell cell = new FigureCell(headline, wanted, label);
                cells.add(cell);
                row.add(cell);
                wanted.stream()
                        .filter(query -> query.metric() == Metric.ORIGIN_REFUSED)
                        .forEach(refusals::add);
            }
        }
    }

    /** Shows what was read. */
    public void show(Snapshot snapshot) {
        cells.forEach(cell -> cell.show(snapshot));
        boolean failing = refusals.stream()
                .anyMatch(query ->
                        snapshot.of(query).within(snapshot.window()).sum().orElse(0) > 0);
        if (failing) {
            cells.forEach(cell -> cell.warn(getTranslation("figure.originFailing")));
        }
    }

    private Div absentCell(Headline headline, String label) {
        Div cell = new Div();
        cell.addClassNames("cell", "absent");
        Div name = new Div(label);
        name.addClassName("cell-name");
        cell.add(name, absent(getTranslation("figure." + headline.name() + ".absent")));
        return cell;
    }

    private static Paragraph absent(String text) {
        Paragraph paragraph = new Paragraph(text);
        paragraph.addClassName("absent-text");
        return paragraph;
    }
}
