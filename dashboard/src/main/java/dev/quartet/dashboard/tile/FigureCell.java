package dev.quartet.dashboard.tile;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.figure.Evaluation;
import dev.quartet.dashboard.figure.Figure;
import dev.quartet.dashboard.figure.Formula;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.Charted;
import dev.quartet.dashboard.ui.CommandButton;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.Spark;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One figure of a tile: name, value, change, sparkline; its formula on focus. */
public final class FigureCell extends Div implements Charted {
    private final Headline headline;
    private final String name;
    private @Nullable ChartModel model;
    private final Set<MetricQuery> queries;
    private final Span value = new Span();
    private final Span change = new Span();
    private final Span note = new Span();
    private final Spark spark = new Spark();
    private final Div formula = new Div();

    FigureCell(Headline headline, Set<MetricQuery> queries, String name) {
        this.headline = headline;
        this.name = name;
        this.queries = queries;
        addClassNames("cell", "loading");
        setId("figure-" + headline.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Span label = new Span(name);
        label.addClassName("cell-name");
        value.addClassName("cell-value");
        change.addClassName("cell-change");
        note.addClassName("cell-note");
        formula.addClassName("formula");
        formula.getElement().setAttribute("role", "tooltip");
        formula.setId(getId().orElseThrow() + "-formula");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-describedby", formula.getId().orElseThrow());
        getElement().setAttribute("aria-label", name);
        formula.setText(headline.formula().text());
        add(label, value, change, spark, note, formula, new CommandButton(name, this::command));
    }

    void show(Snapshot snapshot) {
        if (!snapshot.knows(queries) && snapshot.notices().isEmpty()) {
            return;
        }
        removeClassName("loading");
        Formula arithmetic = headline.formula();
        Evaluation evaluation =
                new Evaluation(queries, query -> snapshot.of(query).from(query));
        Figure now = evaluation.figure(arithmetic, snapshot.window());
        Figure before = evaluation.figure(arithmetic, snapshot.window().previous());
        value.setText(text(now.value()));
        setClassName("no-data", now.value() == null);
        change.setText(change(now.value(), before.value()));
        formula.setText(arithmetic(now));
        note.setText(now.clamped() ? getTranslation("figure.clamped") : "");
        Window window = snapshot.window();
        Series series = evaluation.series(arithmetic, window);
        LiveView view = findAncestor(LiveView.class);
        Series earlier = view != null && view.viewState().compare()
                ? evaluation.series(arithmetic, window.previous()).shifted(window.length())
                : null;
        spark.show(series, window, share() ? 1.0 : null, earlier);
        ChartModel.Line line = new ChartModel.Line(name, name, "series-1", null, series, earlier);
        model = new ChartModel(name, share() ? "%" : "", null, null, "", window, name, "", List.of(line));
    }

    @Override
    public @Nullable ChartModel model() {
        return model;
    }

    private String command() {
        return Charted.command(this);
    }

    /** Replaces what belongs below the value by a warning, as long as there is one. */
    void warn(String text) {
        note.setText(text);
        note.setClassName("warning", !text.isEmpty());
    }

    private boolean share() {
        return switch (headline.formula().kind()) {
            case RATIO, SAVED, WEIGHTED -> true;
            case SUM, PER_SECOND -> false;
        };
    }

    private String text(@Nullable Double figure) {
        if (figure == null) {
            return getTranslation("figure.none");
        }
        return share() ? Numbers.percent(figure, getLocale()) : Numbers.count(figure, getLocale());
    }

    /** In words, so that it is heard as it is seen. */
    private String change(@Nullable Double now, @Nullable Double before) {
        if (now == null || before == null || (!share() && before == 0)) {
            // The notice above all figures says since when there is data.
            return "";
        }
        double difference = share() ? now - before : now / before - 1;
        if (Math.abs(difference) < 0.0005) {
            return getTranslation("change.same");
        }
        String key = (difference > 0 ? "change.up" : "change.down") + (share() ? ".points" : "");
        double amount = Math.abs(difference);
        return getTranslation(
                key, share() ? Numbers.points(amount, getLocale()) : Numbers.percent(amount, getLocale()));
    }

    private String arithmetic(Figure figure) {
        Double top = figure.numerator();
        Double below = figure.denominator();
        String text = headline.formula().text();
        if (top == null) {
            return text;
        }
        return below == null
                ? text + " = " + Numbers.count(top, getLocale())
                : "%s = %s%s / %s"
                        .formatted(
                                text,
                                headline.formula().kind() == Formula.Kind.SAVED ? "1 − " : "",
                                Numbers.count(top, getLocale()),
                                Numbers.count(below, getLocale()));
    }
}
