package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.html.Div;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.LiveView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The charts of one view, which share the time axis, the crosshair and the zoom. */
public final class ChartGrid extends Div {
    private final String key;
    private final Map<Spec, Chart> charts = new LinkedHashMap<>();

    /**
     * What a chart shows.
     *
     * @param name with the view's key the name of its texts, and of its id
     * @param unit as {@link ChartModel} has it
     * @param top as {@link ChartModel} has it
     * @param lines from what was read
     */
    public record Spec(
            String name, String unit, @Nullable Double top, Function<Readings, List<ChartModel.Line>> lines) {
        /** A chart whose values decide how high it reaches. */
        public Spec(String name, String unit, Function<Readings, List<ChartModel.Line>> lines) {
            this(name, unit, null, lines);
        }
    }

    /**
     * @param key the first part of the names of the charts' texts
     */
    public ChartGrid(String key, List<Spec> specs) {
        this.key = key;
        addClassName("charts");
        for (Spec spec : specs) {
            Chart chart = new Chart();
            chart.setId("chart-" + spec.name());
            charts.put(spec, chart);
            add(chart);
        }
    }

    /** Shows what was read; a chart of which something may still come stays as it is. */
    public void show(Readings data) {
        LiveView view = findAncestor(LiveView.class);
        charts.forEach((spec, chart) -> {
            ChartData own =
                    ChartData.of(spec, data, view != null && view.viewState().compare());
            if (!own.waiting()) {
                chart.show(new ChartModel(
                        getTranslation(text(spec)),
                        spec.unit(),
                        spec.top(),
                        null,
                        key,
                        data.window(),
                        getTranslation(text(spec) + ".summary"),
                        getTranslation(text(spec) + ".empty"),
                        own.lines(),
                        own.trouble(this::getTranslation),
                        view == null ? null : view.console(own.queries())));
            }
        });
    }

    private String text(Spec spec) {
        return key + ".chart." + spec.name();
    }
}
