package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows.
 *
 * @param unit as quartet-format.js knows it: {@code ms}, {@code %}, or a text behind the number
 * @param top the axis' upper end, null where the values decide
 * @param threshold a line across, null where there is none
 * @param group charts of one group share crosshair and zoom
 * @param summary for those who cannot see it
 * @param empty why nothing is there, and what would fill it
 */
public record ChartModel(
        String title,
        String unit,
        @Nullable Double top,
        @Nullable Double threshold,
        String group,
        Window window,
        String summary,
        String empty,
        List<Line> lines) {
    public ChartModel {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param colour of the page's palette, the same for the same series on every view
     * @param stack lines of one stack lie on each other
     */
    public record Line(
            String id, String name, String colour, @Nullable String stack, Series series) {}
}
